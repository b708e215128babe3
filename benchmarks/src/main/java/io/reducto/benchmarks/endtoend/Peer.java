package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A store that is a command and a folder. */
final class Peer implements Store {
    private final Kind kind;
    private final Path kept;
    private final Commands commands;

    /** The commands of a store; {@code store} is the folder of all that it keeps. */
    interface Kind {
        /** As the table names it. */
        String shown();

        /** Settings that are not the tool's own. */
        String settings();

        /** Prints the version of the tool. */
        List<String> version();

        /** Makes an empty store; nothing to run for an empty list. */
        List<String> create(Path store);

        /** Takes in a version. */
        List<String> ingest(Path store, Version version);

        /** Restores a version. */
        List<String> restore(Path store, Version version, Path target);

        /** Whether {@link #restore} prints the bytes instead of writing the file. */
        boolean isPrinted();
    }

    /**
     * A store in a folder of its own.
     *
     * @param kind which
     * @param folder empty; what the tool keeps beside the store, such as caches, goes there too
     */
    Peer(Kind kind, Path folder) throws IOException {
        this.kind = kind;
        this.kept = folder.resolve("store");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(kept);
        this.commands =
                new Commands(
                        folder,
                        Map.of(
                                "HOME", home.toString(),
                                "XDG_CACHE_HOME", home.resolve("cache").toString(),
                                "RESTIC_PASSWORD", "benchmark",
                                "BORG_BASE_DIR", home.toString(),
                                "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes"));
    }

    @Override
    public String name() {
        return kind.shown();
    }

    /** Whether the tool is there. */
    static boolean isInstalled(Kind kind) {
        String tool = kind.version().get(0);
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @Override
    public String settings() throws IOException, InterruptedException {
        String version = commands.print(kind.version()).lines().findFirst().orElse("");
        return "%s; %s".formatted(version, kind.settings());
    }

    @Override
    public void create() throws IOException, InterruptedException {
        List<String> command = kind.create(kept);
        if (!command.isEmpty()) {
            commands.run(command);
        }
    }

    @Override
    public Ingested ingest(List<Version> versions, Consumer<Version> done)
            throws IOException, InterruptedException {
        Cost sum = Cost.NONE;
        for (Version version : versions) {
            sum = sum.then(commands.run(kind.ingest(kept, version)));
            done.accept(version);
        }
        return new Ingested(sum, sum);
    }

    @Override
    public Size size() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(kept)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return new Size(bytes, bytes);
    }

    @Override
    public Cost restore(Version version, Path target) throws IOException, InterruptedException {
        List<String> command = kind.restore(kept, version, target);
        return kind.isPrinted() ? commands.run(command, target) : commands.run(command);
    }

    @Override
    public void end() {}
}
