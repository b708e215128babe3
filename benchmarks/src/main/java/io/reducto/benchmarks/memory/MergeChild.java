package io.reducto.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import io.reducto.benchmarks.endtoend.Processes;
import io.reducto.codec.digest.Blake3;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.file.MemoryFiles;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * {@link MergeProbe} on one input in JVMs of its own, with the settings of {@code reducto memory}
 * and the jars that a merge needs.
 *
 * @param folder of its input
 * @param output file for what it says
 */
record MergeChild(Path folder, Path output) {
    private static final long PATIENCE_SECONDS = 60;

    /** Exit code of a JVM that was told to end when its heap is full. */
    private static final int HEAP_IS_FULL = 3;

    /** What a JVM says that does not even begin in such a heap. */
    private static final String TOO_SMALL = "Error occurred during initialization of VM";

    /** Peak of resident memory in bytes; empty where a heap of {@code megabytes} is too small. */
    OptionalLong peak(int megabytes) throws IOException, InterruptedException {
        return peak(List.of("-Xmx" + megabytes + "m"));
    }

    /** Peak of resident memory in bytes with the heap that a JVM takes by itself. */
    long peak() throws IOException, InterruptedException {
        return peak(List.of()).orElseThrow(() -> new IOException("no heap is left for a merge"));
    }

    private OptionalLong peak(List<String> options) throws IOException, InterruptedException {
        return run(options, List.of())
                ? OptionalLong.of(Processes.peakIn(Files.readAllLines(output, UTF_8)))
                : OptionalLong.empty();
    }

    /** Bytes that the merge allocates, compilers having seen nothing of it. */
    long allocated() throws IOException, InterruptedException {
        if (!run(List.of(), List.of("allocated"))) {
            throw new IOException("no heap is left for a merge");
        }
        return Long.parseLong(Files.readString(output).strip());
    }

    /** Whether the heap was enough. */
    private boolean run(List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(options, arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return false; // collects garbage and does nothing else
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        int code = process.exitValue();
        if (code == 0 || code == HEAP_IS_FULL) {
            return code == 0;
        }
        String said = Files.readString(output, UTF_8);
        if (!said.contains(TOO_SMALL)) {
            throw new IOException(
                    "a merge in a JVM of its own: exit code %d:%n%s".formatted(code, said));
        }
        return false;
    }

    private List<String> command(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), MergeProbe.class.getName(), folder.toString()));
        command.addAll(arguments);
        return command;
    }

    private static String classPath() throws IOException {
        List<String> jars = new ArrayList<>();
        for (Class<?> type :
                List.of(
                        MergeProbe.class,
                        MemoryFiles.class,
                        ObservedRemoveMap.class,
                        Blake3.class,
                        JsonFactory.class)) {
            try {
                jars.add(
                        Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                                .toString());
            } catch (URISyntaxException e) {
                throw new IOException(type + ": no place of its own", e);
            }
        }
        return String.join(File.pathSeparator, jars);
    }
}
