package io.reducto.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code reducto} command. */
@Command(
        name = "reducto",
        description =
                "Stores streams once: makes and reads repositories, publishes to them, runs a cluster on this machine, and keeps memories of many machines. Reading needs no cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, the message says why",
            "2:wrong usage, nothing was done",
            "3:no such object, version, commit or volume",
            "4:too many shards are lost or damaged",
            "5:the publisher declared another SHA-256",
            "6:volumes or brokers do not answer",
            "7:the local cluster is not up",
            "8:all can be read, but redundancy is lost",
            "130:interrupted"
        })
public final class Reducto implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec =
            picocli.CommandLine.Model.CommandSpec.create();

    /** Runs the command line and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(
                commandLine(
                                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                                arguments)
                        .execute(arguments));
    }

    /** The command line for {@code arguments}; for any where none are given. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, String... arguments) {
        return CommandTree.of(arguments)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Reducto::executeAndFlush)
                .setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
    }

    private static int executeAndFlush(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            parsed.commandSpec().commandLine().getOut().flush();
        }
    }
}
