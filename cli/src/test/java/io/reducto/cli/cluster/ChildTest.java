package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.cli.cluster.child.Tether;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On processes that do nothing. */
@Timeout(60)
class ChildTest {
    @TempDir Path folder;

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private ClusterDirectory directory;

    @BeforeEach
    void createFolder() throws Exception {
        directory = new ClusterDirectory(folder.resolve("cluster"));
        directory.create();
    }

    @Test
    void whatIsKilledIsStartedAgainUntilItIsStopped() throws Exception {
        Child child = child(JavaProcess.of(Idle.class));
        Thread keeper = new Thread(() -> keep(child));
        keeper.start();
        next("runs as process");
        ClusterState.Entry first = child.entry();

        Objects.requireNonNull(first.identity()).find().orElseThrow().destroyForcibly();
        next("ended with 137, again in 500 ms");
        next("runs as process");
        ClusterState.Entry second = child.entry();
        assertThat(second.restarts()).isOne();
        assertThat(second.identity()).isNotEqualTo(first.identity());
        assertThat(first.identity().isAlive()).isFalse();

        child.stop();
        child.awaitEnd();
        keeper.join();
        assertThat(child.entry().identity()).isNull();
        assertThat(changes).isEmpty();
    }

    @Test
    void whatEndsAtOnceIsStartedLaterEachTime() throws Exception {
        Child child = child(List.of(ChildCommands.javaBinary().toString(), "-no-such-flag"));
        Thread keeper = new Thread(() -> keep(child));
        keeper.start();
        next("runs as process");
        next("again in 500 ms");
        next("runs as process");
        next("again in 1000 ms");
        child.stop();
        keeper.join();
        assertThat(Files.readString(directory.log("child.out"))).contains("no-such-flag");
    }

    @Test
    void whatCannotBeStartedIsTold() throws Exception {
        Child child = child(List.of("/no/such/program"));
        Thread keeper = new Thread(() -> keep(child));
        keeper.start();
        next("does not start");
        child.stop();
        keeper.join();
    }

    @Test
    void aTetheredProcessEndsWithItsParentsPipe() throws Exception {
        Process process =
                new ProcessBuilder(JavaProcess.of(Tether.class, Idle.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("idle");
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void aTetheredProcessThatDoesNotEndIsHalted() throws Exception {
        Process process =
                new ProcessBuilder(JavaProcess.of(Tether.class, Stubborn.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("stubborn");
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void aReusedNumberIsSomebodyElse() throws Exception {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessIdentity.of(self.pid())).contains(self);
        assertThat(new ProcessIdentity(self.pid(), self.birth() + "0").isAlive()).isFalse();
        assertThat(new ProcessIdentity(self.pid(), self.birth() + "0").find()).isEmpty();
    }

    private Child child(List<String> arguments) {
        return new Child(new ChildCommand("child", 1, arguments), directory, changes::add);
    }

    private static void keep(Child child) {
        try {
            child.keep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(String part) throws InterruptedException {
        assertThat(changes.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                .contains(part);
    }

    /** Lives until it is ended. */
    public static final class Idle {
        private Idle() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("idle");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    /** Does not end when asked. */
    public static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] arguments) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::sleep));
            System.out.println("stubborn");
            sleep();
        }

        private static void sleep() {
            try {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
