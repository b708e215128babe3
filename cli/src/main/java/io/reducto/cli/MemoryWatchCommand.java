package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.Outcome;
import io.reducto.memory.sync.Outcome.Delivery;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto memory watch}. */
@Command(
        name = "watch",
        description = {
            "Backs up whenever a client file changes, and exchanges every few minutes, until Ctrl-C.",
            "A backup that is under way when Ctrl-C comes leaves nothing half done: the next one goes on."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory watch --every 60"})
final class MemoryWatchCommand implements Callable<Integer> {
    /** Tools write a file in several steps. */
    private static final long CALM_MS = 300;

    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "Between two exchanges without a change. Default: ${DEFAULT-VALUE}.")
    private long everySeconds = 900;

    @Override
    public Integer call() throws Exception {
        List<Path> clients = clients();
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            for (Path folder : folders(clients)) {
                folder.register(
                        watch,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            }
            output.note("watching " + clients);
            while (!output.isBroken()) {
                backup();
                awaitChange(watch, clients);
            }
        }
        return ExitCode.OK.code();
    }

    private List<Path> clients() throws Exception {
        try (MemoryClone clone = memory.open()) {
            if (clone.clients().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "no client file to watch: name one, reducto memory init --client FILE");
            }
            return clone.clients();
        }
    }

    private static Set<Path> folders(List<Path> clients) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path client : clients) {
            Path folder = client.getParent();
            if (folder != null) {
                folders.add(folder);
            }
        }
        return folders;
    }

    private void backup() throws Exception {
        try (MemoryClone clone = memory.open()) {
            clone.take(clone.clients());
            Outcome outcome = clone.exchange();
            boolean isNews =
                    outcome.taken().writes() + outcome.received() > 0
                            || outcome.delivery() != Delivery.IN_STEP;
            if (isNews) {
                new MemoryReport(output).print(outcome);
                output.flush();
            }
        }
    }

    private void awaitChange(WatchService watch, List<Path> clients) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(everySeconds);
        while (true) {
            WatchKey key = watch.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return;
            }
            if (isOfClient(key, clients)) {
                drain(watch, key);
                return;
            }
            key.reset();
        }
    }

    private static boolean isOfClient(WatchKey key, List<Path> clients) {
        Path folder = (Path) key.watchable();
        return key.pollEvents().stream()
                .anyMatch(
                        event ->
                                event.context() == null
                                        || clients.contains(
                                                folder.resolve((Path) event.context())));
    }

    /** Until nothing has changed for a moment. */
    private static void drain(WatchService watch, WatchKey first) throws InterruptedException {
        @Nullable WatchKey key = first;
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = watch.poll(CALM_MS, TimeUnit.MILLISECONDS);
        }
    }
}
