package io.reducto.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.connectors.NoContext;
import io.reducto.crdt.ObservedRemoveMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteSinkWriterTest {
    private static final ObservedRemoveMap NOTHING = new ObservedRemoveMap();
    private static final ObservedRemoveMap A = TestRemote.entry("a");
    private static final ObservedRemoveMap B = TestRemote.entry("b");

    @TempDir Path folder;

    @Test
    void whatARemoteRefusesIsKeptAndBroughtAfterARestart() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        remote.decideBy("exit 1");
        List<PendingNews> kept;
        try (RemoteSinkWriter writer = TestRemote.writer(List.of(), remote)) {
            writer.write(A, NoContext.INSTANCE);
            assertThat(pending(writer)).containsExactly(A);
            assertThatThrownBy(() -> writer.flush(true)).isInstanceOf(IOException.class);
            kept = writer.snapshotState(2);
            assertThat(pending(writer)).as("after a push that was declined").containsExactly(A);
        }
        remote.takeAll();
        try (RemoteSinkWriter writer = TestRemote.writer(kept, remote)) {
            assertThat(pending(writer)).containsExactly(A);
            writer.flush(true);
            assertThat(pending(writer)).as("after a push").containsExactly(NOTHING);
        }
        assertThat(remote.state().registers()).containsExactlyElementsOf(A.registers());
    }

    @Test
    void whatARemoteThatIsAwayDoesNotHaveIsKept() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        try (RemoteSinkWriter writer = TestRemote.writer(List.of(), remote)) {
            writer.write(A, NoContext.INSTANCE);
            writer.flush(true);
            remote.goAway();
            writer.write(B, NoContext.INSTANCE);
            assertThatThrownBy(() -> writer.flush(true)).isInstanceOf(IOException.class);
            assertThat(pending(writer)).containsExactly(B);
            remote.comeBack();
            writer.flush(true);
            assertThat(pending(writer)).containsExactly(NOTHING);
        }
        assertThat(remote.state().registers()).containsExactlyElementsOf(A.join(B).registers());
    }

    /** A checkpoint in the middle of a push must not take its end for granted. */
    @Test
    void whatIsUnderWayIsKeptAndWhatComesMeanwhileIsBroughtNext() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        Path began = pipe("began");
        Path goOn = pipe("go-on");
        remote.decideBy("echo > %s; cat %s > /dev/null".formatted(began, goOn));
        try (RemoteSinkWriter writer = TestRemote.writer(List.of(), remote)) {
            writer.write(A, NoContext.INSTANCE);
            CompletableFuture<Void> exchange = CompletableFuture.runAsync(() -> flush(writer));
            Files.readAllBytes(began);
            assertThat(pending(writer)).containsExactly(A);
            writer.write(B, NoContext.INSTANCE);
            assertThat(pending(writer)).containsExactly(A.join(B));
            Files.writeString(goOn, "\n");
            exchange.join();
            assertThat(pending(writer)).containsExactly(B);
        }
    }

    @Test
    void eachRemoteHasItsOwnNews() throws Exception {
        TestRemote team = new TestRemote(folder, "team.git");
        TestRemote other = new TestRemote(folder, "other.git");
        List<PendingNews> restored =
                List.of(
                        new PendingNews(team.address.toString(), A),
                        new PendingNews("/of/yesterday.git", B));
        try (RemoteSinkWriter writer = TestRemote.writer(restored, team, other)) {
            assertThat(pending(writer)).containsExactly(A, NOTHING);
            writer.write(B, NoContext.INSTANCE);
            writer.flush(true);
        }
        assertThat(team.state().registers()).containsExactlyElementsOf(A.join(B).registers());
        assertThat(other.state().registers()).containsExactlyElementsOf(B.registers());
    }

    /** What an alert looks at: a remote that is away for a quarter of an hour. */
    @Test
    void howLongARemoteHasNotHadEverythingIsShown() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        AtomicLong now = new AtomicLong();
        Shown shown = new Shown();
        ExchangeMetrics metrics = new ExchangeMetrics(shown, now::get);
        try (RemoteSinkWriter writer = TestRemote.writer(List.of(), metrics, remote)) {
            Gauge<?> age =
                    Objects.requireNonNull(
                            shown.gauges.get(remote.address + " secondsSinceExchange"));
            now.addAndGet(TimeUnit.MINUTES.toNanos(1));
            assertThat(age.getValue()).as("since the beginning").isEqualTo(60L);
            writer.write(A, NoContext.INSTANCE);
            writer.flush(true);
            assertThat(age.getValue()).isEqualTo(0L);
            remote.goAway();
            now.addAndGet(TimeUnit.MINUTES.toNanos(15));
            assertThatThrownBy(() -> writer.flush(true)).isInstanceOf(IOException.class);
            assertThat(age.getValue()).isEqualTo(900L);
            remote.comeBack();
            writer.flush(true);
            assertThat(age.getValue()).as("in step, without news").isEqualTo(0L);
        }
    }

    /** The gauges of each remote. */
    private static final class Shown extends UnregisteredMetricsGroup {
        private final Map<String, Gauge<?>> gauges = new HashMap<>();
        private String remote = "";

        @Override
        public MetricGroup addGroup(String key, String value) {
            remote = value;
            return this;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(remote + " " + name, gauge);
            return gauge;
        }
    }

    private static List<ObservedRemoveMap> pending(RemoteSinkWriter writer) throws IOException {
        return writer.snapshotState(1).stream().map(PendingNews::news).toList();
    }

    private static void flush(RemoteSinkWriter writer) {
        try {
            writer.flush(true);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        return pipe;
    }
}
