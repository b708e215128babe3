package io.reducto.benchmarks.crdt;

import io.reducto.benchmarks.kernels.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/run-crdt}. */
@Command(
        name = "run-crdt",
        description = {
            "Merges two replicas of a map of which half of the keys differ, ours beside those of Pekko, Automerge, Yjs and Loro: how long it takes, how many bytes the state and the difference are.",
            "",
            "Merge is of the other state as it is in memory (of Yjs and Loro: written and taken in); take delta is of the bytes of the difference, to be read first. Each library writes its bytes in its own way; some compress, so that all are shown deflated as well. Needs a quiet machine; progress goes to standard error."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; what is not installed is said below the table",
            "1:failed, the message says why",
            "2:wrong usage, nothing was done"
        })
public final class RunCrdt implements Callable<Integer> {
    private static final List<Integer> KEYS = List.of(1_000, 10_000);
    private static final List<Integer> KEYS_QUICK = List.of(1_000);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "Three rounds, and 1,000 keys if none are said: shows that it runs.")
    private boolean isQuick;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean isJson;

    @Option(names = "--keys", paramLabel = "N", description = "Keys of the map; may be repeated.")
    private List<Integer> keys = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean isHelp;

    private final List<Contender> contenders;

    RunCrdt(List<Contender> contenders) {
        this.contenders = List.copyOf(contenders);
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(
                commandLine(
                                all(),
                                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        .execute(arguments));
    }

    private static List<Contender> all() {
        return List.of(
                new ReductoContender(),
                new PekkoContender(),
                new NodeContender("Automerge 3.5.0", "automerge"),
                new NodeContender("Yjs 13.6.33", "yjs"),
                new NodeContender("Loro 1.17.1", "loro"));
    }

    static CommandLine commandLine(List<Contender> contenders, PrintWriter out, PrintWriter err) {
        return new CommandLine(new RunCrdt(contenders))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("run-crdt: " + failure.getMessage());
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Effort effort = isQuick ? Effort.QUICK : Effort.FULL;
        PrintWriter err = spec.commandLine().getErr();
        List<Row> rows = new ArrayList<>();
        List<Contender> present = contenders.stream().filter(Contender::isPresent).toList();
        for (int count : keys()) {
            MergeInput input = MergeInput.of(count);
            for (Contender contender : present) {
                err.println("run-crdt: %s, %,d keys".formatted(contender.name(), count));
                rows.add(contender.measure(input, effort));
            }
        }
        List<String> missing =
                contenders.stream().filter(c -> !c.isPresent()).map(Contender::name).toList();
        CrdtTable table = new CrdtTable(Machine.here().toString(), effort, rows, missing);
        PrintWriter out = spec.commandLine().getOut();
        out.print(isJson ? table.toJson() : table.toText());
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private List<Integer> keys() {
        if (!keys.isEmpty()) {
            return keys;
        }
        return isQuick ? KEYS_QUICK : KEYS;
    }
}
