package io.reducto.connectors.memory;

import io.reducto.memory.sync.RemoteAddress;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Git remotes as a source: each is looked at again and again, and what was not read is read. One
 * subtask reads them all, at least once; a remote that does not answer is asked again and holds up
 * nobody.
 */
public final class RemoteSource
        implements Source<Arrived, RemoteSplit, SortedSet<String>>, ResultTypeQueryable<Arrived> {
    private static final long serialVersionUID = 1L;

    private final List<RemoteAddress> remotes;
    private final Duration every;
    private final boolean isBounded;

    /**
     * A source of {@code remotes}.
     *
     * @param every how long to wait between two looks at a remote
     * @param isBounded whether to end after the first look; a remote that does not answer then ends
     *     the job
     */
    public RemoteSource(List<RemoteAddress> remotes, Duration every, boolean isBounded) {
        this.remotes = List.copyOf(remotes);
        this.every = every;
        this.isBounded = isBounded;
    }

    @Override
    public Boundedness getBoundedness() {
        return isBounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Arrived, RemoteSplit> createReader(SourceReaderContext context) {
        return new RemoteSourceReader(
                () -> new RemoteSplitReader(remotes, every, isBounded), context);
    }

    @Override
    public SplitEnumerator<RemoteSplit, SortedSet<String>> createEnumerator(
            SplitEnumeratorContext<RemoteSplit> context) {
        return restoreEnumerator(context, new TreeSet<>());
    }

    @Override
    public SplitEnumerator<RemoteSplit, SortedSet<String>> restoreEnumerator(
            SplitEnumeratorContext<RemoteSplit> context, SortedSet<String> known) {
        List<String> names = remotes.stream().map(RemoteAddress::toString).toList();
        return new RemoteEnumerator(context, names, known, isBounded);
    }

    @Override
    public SimpleVersionedSerializer<RemoteSplit> getSplitSerializer() {
        return new RemoteSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<SortedSet<String>> getEnumeratorCheckpointSerializer() {
        return new RemoteNames();
    }

    @Override
    public TypeInformation<Arrived> getProducedType() {
        return ArrivedSerializer.TYPE;
    }
}
