package io.reducto.connectors.memory;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/** Hands over what was found, and notes up to where: both or neither is before a barrier. */
@SuppressWarnings("try") // closed by Flink, as its interface says it
final class RemoteSourceReader
        extends SingleThreadMultiplexSourceReaderBase<
                RemoteNews, Arrived, RemoteSplit, RemoteReading> {
    RemoteSourceReader(
            Supplier<SplitReader<RemoteNews, RemoteSplit>> readers, SourceReaderContext context) {
        super(
                readers,
                (news, output, state) -> {
                    news.arrived().forEach(output::collect);
                    state.split =
                            new RemoteSplit(
                                    state.split.remote(),
                                    Optional.of(news.upTo()).filter(to -> !to.isEmpty()));
                },
                context.getConfiguration(),
                context);
    }

    @Override
    protected void onSplitFinished(Map<String, RemoteReading> finished) {}

    @Override
    protected RemoteReading initializedState(RemoteSplit split) {
        return new RemoteReading(split);
    }

    @Override
    protected RemoteSplit toSplitType(String id, RemoteReading state) {
        return state.split;
    }
}
