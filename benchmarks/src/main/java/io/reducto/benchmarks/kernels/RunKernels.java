package io.reducto.benchmarks.kernels;

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

/** The command {@code benchmarks/run-kernels}. */
@Command(
        name = "run-kernels",
        description = {
            "Measures the kernels of Reducto in one thread, each beside what others wrote for the same work.",
            "",
            "GB/s are 10^9 bytes of input in a second of processor time, so that waiting for a core does not count. All that is compared takes turns, round by round, and the fastest of many short windows counts: what else runs on a machine only ever slows down. Progress goes to standard error."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; what is not installed is said in the table",
            "1:failed, the message says why",
            "2:wrong usage, nothing was done"
        },
        footer = {
            "%nExamples:",
            "  benchmarks/run-kernels --quick",
            "  benchmarks/run-kernels --kernel blake3 --kernel fastcdc --json > kernels.json"
        })
public final class RunKernels implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "One short round: orders of magnitude, all kernels in six minutes.")
    private boolean isQuick;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean isJson;

    @Option(
            names = "--kernel",
            paramLabel = "NAME",
            description =
                    "Measure only this one: blake3, fastcdc, fastcdc-curve, reed-solomon, zstd, write-path or restore. May be repeated.")
    private List<Kernel> kernels = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean isHelp;

    /** Made by the command line. */
    RunKernels() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(
                commandLine(
                                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        .execute(arguments));
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new RunKernels())
                .setOut(out)
                .setErr(err)
                .registerConverter(Kernel.class, RunKernels::kernel)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("run-kernels: " + failure.getMessage());
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    private static Kernel kernel(String id) {
        try {
            return Kernel.parse(id);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Effort effort = isQuick ? Effort.QUICK : Effort.FULL;
        PrintWriter err = spec.commandLine().getErr();
        List<Row> rows = new ArrayList<>();
        for (Kernel kernel : kernels.isEmpty() ? List.of(Kernel.values()) : kernels) {
            rows.addAll(
                    new Comparison(kernel, effort)
                            .run(kernel.contenders(), turn -> err.println("run-kernels: " + turn)));
        }
        KernelTable table = new KernelTable(Machine.here(), effort, rows);
        PrintWriter out = spec.commandLine().getOut();
        out.print(isJson ? table.toJson() : table.toText());
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
