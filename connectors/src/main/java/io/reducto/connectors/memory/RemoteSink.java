package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.sync.RemoteAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Git remotes as a sink of news. What a remote is not known to have stays in the state; a remote
 * that does not answer, or refuses, holds up nobody. To run with one subtask.
 */
public final class RemoteSink
        implements Sink<ObservedRemoveMap>, SupportsWriterState<ObservedRemoveMap, PendingNews> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long serialVersionUID = 1L;

    private final List<RemoteAddress> remotes;
    private final Duration every;

    /**
     * A sink that brings all news to each of {@code remotes}.
     *
     * @param every how long to wait between two exchanges with a remote
     */
    public RemoteSink(List<RemoteAddress> remotes, Duration every) {
        this.remotes = List.copyOf(remotes);
        this.every = every;
    }

    @Override
    public RemoteSinkWriter createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public RemoteSinkWriter restoreWriter(
            WriterInitContext context, Collection<PendingNews> pending) throws IOException {
        return RemoteSinkWriter.start(
                remotes,
                every,
                PATIENCE,
                pending,
                new ExchangeMetrics(context.metricGroup(), System::nanoTime));
    }

    @Override
    public SimpleVersionedSerializer<PendingNews> getWriterStateSerializer() {
        return new PendingNewsSerializer();
    }
}
