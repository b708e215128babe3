package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.endtoend.Processes;
import io.reducto.benchmarks.kernels.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/run-memory}. */
@Command(
        name = "run-memory",
        description = {
            "Measures memories and holds them against their bars: a merge in the running program,"
                    + " the same by size and by machines, reducto memory sync as a whole, and the memory that a merge"
                    + " needs.",
            "",
            "A merge is: read the other side's files, join, render. Needs Linux, git and a quiet"
                    + " machine; progress goes to standard error."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, whether the bars are met or not",
            "1:failed, the message says why",
            "2:wrong usage, nothing was done"
        },
        footer = {
            "%nExamples:",
            "  run-memory                          everything, some minutes",
            "  run-memory --quick                  less than a minute: shows that it runs",
            "  run-memory --part merge --part heap --json"
        })
public final class RunMemory implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "Few rounds, and nothing above 10,000 entries: shows that it runs.")
    private boolean isQuick;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean isJson;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "merge, curve, machines, command or heap; may be repeated. Default: all.")
    private List<String> names = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean isHelp;

    private final List<Part> parts;
    private final Effort quick;

    RunMemory(List<Part> parts, Effort quick) {
        this.parts = List.copyOf(parts);
        this.quick = quick;
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("reducto.home", "")).toAbsolutePath();
        System.exit(
                commandLine(
                                List.of(
                                        new MergePart(),
                                        new CurvePart(),
                                        new MachinesPart(),
                                        CommandPart.of(home),
                                        new HeapPart()),
                                Effort.QUICK,
                                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        .execute(arguments));
    }

    static CommandLine commandLine(
            List<Part> parts, Effort quick, PrintWriter out, PrintWriter err) {
        return new CommandLine(new RunMemory(parts, quick))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("run-memory: " + failure.getMessage());
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<Part> asked = asked();
        Processes.check();
        List<Section> sections = new ArrayList<>();
        for (Part part : asked) {
            sections.add(
                    part.measure(
                            isQuick ? quick : Effort.FULL,
                            next -> err.println("run-memory: " + next)));
        }
        MemoryTable table = new MemoryTable(Machine.here().toString(), isQuick, sections);
        PrintWriter out = spec.commandLine().getOut();
        out.print(isJson ? table.toJson() : table.toText());
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private List<Part> asked() {
        List<String> known = parts.stream().map(Part::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--part: expected one of %s, found \"%s\"".formatted(known, name));
            }
        }
        return parts.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }
}
