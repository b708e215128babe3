package io.reducto.cli.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that is started again whenever it ends, later each time when it does not last.
 *
 * <p>{@link #keep} runs on a thread of its own; the others may be called from any.
 */
final class Child {
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** A process that ran this long is not blamed for those before it. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final ChildCommand command;
    private final ClusterDirectory directory;
    private final Consumer<String> changes;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Process process;
    private @Nullable Instant since;
    private int starts;

    /** {@code changes} hears a line about each change, once {@link #entry} tells of it. */
    Child(ChildCommand command, ClusterDirectory directory, Consumer<String> changes) {
        this.command = command;
        this.directory = directory;
        this.changes = changes;
    }

    String name() {
        return command.name();
    }

    /** Keeps it running until {@link #stop}. */
    void keep() throws InterruptedException {
        Duration delay = FIRST_DELAY;
        while (true) {
            Instant began = Instant.now();
            String ending = runOnce();
            if (stopping.getCount() == 0) {
                return;
            }
            if (Duration.between(began, Instant.now()).compareTo(LASTING) > 0) {
                delay = FIRST_DELAY;
            }
            changes.accept("%s, again in %d ms".formatted(ending, delay.toMillis()));
            if (stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            delay = twice(delay);
        }
    }

    private static Duration twice(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : twice;
    }

    /** From start to end; says how it ended. */
    private String runOnce() throws InterruptedException {
        try {
            Optional<Process> started = launch();
            if (started.isEmpty()) {
                return name() + " is not wanted any more";
            }
            Process running = started.get();
            changes.accept("%s runs as process %d".formatted(name(), running.pid()));
            int code = running.waitFor();
            forget();
            return "%s, process %d, ended with %d".formatted(name(), running.pid(), code);
        } catch (IOException e) {
            return "%s does not start: %s".formatted(name(), e.getMessage());
        }
    }

    private synchronized Optional<Process> launch() throws IOException {
        if (stopping.getCount() == 0) {
            return Optional.empty();
        }
        // Standard input stays a pipe: its end tells the child that we are gone.
        process =
                new ProcessBuilder(command.arguments())
                        .directory(directory.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.log(name() + ".out").toFile()))
                        .start();
        since = Instant.now();
        starts++;
        return Optional.of(process);
    }

    private synchronized void forget() {
        process = null;
    }

    /** What the status says of it. */
    synchronized ClusterState.Entry entry() {
        Optional<ProcessIdentity> identity =
                Optional.ofNullable(process).flatMap(p -> ProcessIdentity.of(p.pid()));
        return new ClusterState.Entry(
                name(),
                identity.orElse(null),
                command.port(),
                Optional.ofNullable(since).map(Instant::toString).orElse(null),
                Math.max(0, starts - 1));
    }

    /** Asks it to end; {@link #awaitEnd} must follow. */
    synchronized void stop() {
        stopping.countDown();
        Optional.ofNullable(process).ifPresent(Process::destroy);
    }

    /** Waits for its end, and forces it after 15 s. */
    void awaitEnd() throws InterruptedException {
        Optional<Process> last = last();
        if (last.isPresent()
                && !last.get().waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            changes.accept(name() + " does not end, killing it");
            last.get().destroyForcibly().waitFor();
        }
    }

    private synchronized Optional<Process> last() {
        return Optional.ofNullable(process);
    }
}
