package io.reducto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a main class of the tests in a JVM of its own. What the compiler makes of a loop depends on
 * what ran before it: in a JVM with other tests it has come to its limit of nodes now and then, and
 * has left vectors as objects.
 */
public final class FreshJvm {
    private static final int TRIES = 3;

    private FreshJvm() {}

    /** The least number that {@code main} prints, in up to three JVMs; ends with 0. */
    public static long least(Class<?> main, String... arguments) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > 0; i++) {
            least = Math.min(least, Long.parseLong(run(main, arguments).strip()));
        }
        return least;
    }

    private static String run(Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
