package io.reducto.connectors.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/** Gives all remotes to the first reader, once each. */
final class RemoteEnumerator implements SplitEnumerator<RemoteSplit, SortedSet<String>> {
    private final SplitEnumeratorContext<RemoteSplit> context;
    private final SortedSet<String> assigned;
    private final boolean isBounded;
    private final List<RemoteSplit> waiting = new ArrayList<>();

    RemoteEnumerator(
            SplitEnumeratorContext<RemoteSplit> context,
            List<String> remotes,
            SortedSet<String> assigned,
            boolean isBounded) {
        this.context = context;
        this.assigned = new TreeSet<>(assigned);
        this.isBounded = isBounded;
        for (String remote : remotes) {
            if (!assigned.contains(remote)) {
                waiting.add(new RemoteSplit(remote, Optional.empty()));
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        if (subtask != 0) {
            context.signalNoMoreSplits(subtask);
            return;
        }
        if (!waiting.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(Map.of(0, List.copyOf(waiting))));
            waiting.forEach(split -> assigned.add(split.remote()));
            waiting.clear();
        }
        if (isBounded) {
            context.signalNoMoreSplits(0);
        }
    }

    @Override
    public void addSplitsBack(List<RemoteSplit> splits, int subtask) {
        waiting.addAll(splits);
        splits.forEach(split -> assigned.remove(split.remote())); // no checkpoint has it now
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public SortedSet<String> snapshotState(long checkpoint) {
        return new TreeSet<>(assigned);
    }

    @Override
    public void close() {}
}
