package io.reducto.benchmarks.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.cli.cluster.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run-e2e}: Reducto and other stores on the same data in one run. */
@Command(
        name = "run-e2e",
        description = {
            "Takes the same versions through Reducto and through whichever of restic, borg, casync and zstd are installed,",
            "and prints one table: what each stores, time, CPU and memory, and what restoring every version takes.",
            "Every byte that is restored is compared with what was taken in.",
            "The input is 60 releases of two Java projects from Maven Central, more than 2 GB, or the versions in a folder of yours.",
            "Nothing else should run on the machine meanwhile. Takes a quarter of an hour."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  benchmarks/run-e2e",
            "  benchmarks/run-e2e --input /srv/nightly-builds --json",
            "  benchmarks/run-e2e --only reducto,borg",
            "  benchmarks/run-e2e --only reducto --ingest-only --profile ingest.html"
        })
final class EndToEnd implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REDUCTO = "reducto";
    private static final List<String> NAMES = List.of(REDUCTO, "restic", "borg", "casync", "zstd");
    private static final double MEGABYTE = 1e6;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description =
                    "Take these instead: each file or folder in it is a version, in the order of names; a folder goes as tar.")
    private @Nullable Path input;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "STORE",
            description = "Only these of reducto, restic, borg, casync, zstd.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "Stores are made in a folder of their own in it, which is deleted at the end. Default: the system's folder for temporary files.")
    private @Nullable Path work;

    @Option(
            names = "--ingest-only",
            description = "Restore nothing, and compare nothing: for work on the ingest alone.")
    private boolean isIngestOnly;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "Samples Reducto's TaskManagers during the ingest and writes a flame graph there, a page of HTML. Costs some CPU of its own.")
    private @Nullable Path profile;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "The cluster takes ports from here on (default: ${DEFAULT-VALUE}).")
    private int portBase = 19_500;

    @Option(names = "--json", description = "One JSON object per line instead of text.")
    private boolean isJson;

    /** Runs it and ends the process: 0 measured, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new EndToEnd())
                        .setExecutionExceptionHandler(
                                (e, command, parsed) -> {
                                    command.getErr().println("run-e2e: " + e.getMessage());
                                    return 1;
                                })
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Processes.check();
        refuseUnknown();
        Home home = Home.ofThisProcess();
        try (Workplace place = Workplace.in(Optional.ofNullable(work))) {
            List<Version> versions =
                    Inputs.prepare(
                            Optional.ofNullable(input),
                            home.root(),
                            place.folder("input"),
                            this::note);
            Measurement measurement =
                    new Measurement(
                            versions,
                            isIngestOnly ? List.of() : versions,
                            place.folder("restored").resolve("file"),
                            this::note);
            List<Row> rows = new ArrayList<>();
            List<String> settings = new ArrayList<>();
            for (String name : NAMES) {
                if (!only.isEmpty() && !only.contains(name)) {
                    continue;
                }
                Optional<Store> made = store(name, home, place.folder(name), versions);
                if (made.isEmpty()) {
                    settings.add(name + ": not installed");
                    continue;
                }
                Store store = place.use(made.get());
                try {
                    settings.add("%s: %s".formatted(name, store.settings()));
                    rows.add(measurement.of(store));
                } finally {
                    store.end();
                }
                place.delete(name);
            }
            print(versions, rows, settings);
        }
        return 0;
    }

    private void refuseUnknown() {
        for (String name : only) {
            if (!NAMES.contains(name)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--only %s: expected some of %s".formatted(name, String.join(",", NAMES)));
            }
        }
    }

    private Optional<Store> store(String name, Home home, Path folder, List<Version> versions)
            throws IOException {
        if (name.equals(REDUCTO)) {
            return Optional.of(
                    new ReductoStore(
                            home.root(), folder, portBase, versions, Optional.ofNullable(profile)));
        }
        Peers peer = Peers.valueOf(name.toUpperCase(Locale.ROOT));
        return Peer.isInstalled(peer) ? Optional.of(new Peer(peer, folder)) : Optional.empty();
    }

    private void print(List<Version> versions, List<Row> rows, List<String> settings)
            throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            for (Row row : rows) {
                out.println(JSON.writeValueAsString(row.fields()));
            }
            out.println(JSON.writeValueAsString(Map.of("settings", settings)));
        } else {
            long bytes = versions.stream().mapToLong(Version::bytes).sum();
            out.printf("%d versions, %.1f MB%n%n", versions.size(), bytes / MEGABYTE);
            out.println(Row.HEAD);
            rows.forEach(row -> out.println(row.line()));
            out.println();
            settings.forEach(line -> out.println("- " + line));
        }
        out.flush();
    }

    private void note(String line) {
        spec.commandLine().getErr().println("run-e2e: " + line);
    }
}
