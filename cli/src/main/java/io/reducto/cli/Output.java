package io.reducto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.cli.progress.Progress;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Standard output, as text for people or as one JSON object per line for programs. */
final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--json", description = "One JSON object per line instead of text.")
    private boolean isJson;

    /** Made where it is asked for: that takes longer than many a command. */
    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    /** Whether programs read it, not people. */
    boolean isJson() {
        return isJson;
    }

    /** Prints a line; {@code fields} are what it says, in order. */
    void line(String text, Map<String, ?> fields) {
        PrintWriter out = command.commandLine().getOut();
        try {
            out.println(isJson ? Json.MAPPER.writeValueAsString(fields) : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields of an output line: " + fields, e);
        }
    }

    /** Prints a line for people beside the output. */
    void note(String text) {
        command.commandLine().getErr().println(text);
    }

    /**
     * How far the command is, shown to a person at a terminal and to nobody else.
     *
     * @param total bytes to come; 0 where nobody knows
     */
    Progress progress(String task, long total) {
        boolean isShown = !isJson && Progress.isTerminal();
        return isShown ? Progress.onStandardError(task, total) : Progress.none();
    }

    /** Writes everything out, for a program that follows along. */
    void flush() {
        command.commandLine().getOut().flush();
    }

    /** Writes everything out; true when nobody reads it any more. */
    boolean isBroken() {
        return command.commandLine().getOut().checkError();
    }
}
