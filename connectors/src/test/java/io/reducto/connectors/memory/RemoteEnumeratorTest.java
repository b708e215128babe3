package io.reducto.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class RemoteEnumeratorTest {
    private static final RemoteSplit A = new RemoteSplit("/srv/a.git", Optional.empty());
    private static final RemoteSplit B = new RemoteSplit("/srv/b.git", Optional.empty());
    private static final List<String> BOTH = List.of(A.remote(), B.remote());

    private final List<RemoteSplit> assigned = new ArrayList<>();

    @Test
    void eachRemoteIsGivenOnceAndNoneAgainThatAReaderRestores() {
        RemoteEnumerator first = enumerator(List.of(A.remote()), new TreeSet<>());
        assertThat(first.snapshotState(1)).as("nobody has it yet").isEmpty();
        first.addReader(1);
        assertThat(assigned).isEmpty();
        first.addReader(0);
        first.addReader(0);
        assertThat(assigned).containsExactly(A);

        assigned.clear();
        enumerator(BOTH, first.snapshotState(2)).addReader(0);
        assertThat(assigned).as("the reader has the other one in its state").containsExactly(B);
    }

    /** Before its reader has completed a checkpoint with it. */
    @Test
    void whatComesBackIsGivenAgain() {
        RemoteEnumerator enumerator = enumerator(BOTH, new TreeSet<>());
        enumerator.addReader(0);
        assigned.clear();
        enumerator.addSplitsBack(List.of(B), 0);
        assertThat(enumerator.snapshotState(1)).containsExactly(A.remote());
        enumerator.addReader(0);
        assertThat(assigned).containsExactly(B);
        assertThat(enumerator.snapshotState(2)).containsExactly(A.remote(), B.remote());
    }

    private RemoteEnumerator enumerator(List<String> remotes, SortedSet<String> known) {
        return new RemoteEnumerator(new Context(), remotes, known, false);
    }

    private final class Context implements SplitEnumeratorContext<RemoteSplit> {
        @Override
        public void assignSplits(SplitsAssignment<RemoteSplit> splits) {
            splits.assignment().values().forEach(assigned::addAll);
        }

        @Override
        public void signalNoMoreSplits(int subtask) {}

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int currentParallelism() {
            return 1;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return Map.of();
        }

        @Override
        public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(
                Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
