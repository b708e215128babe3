package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tool of BLAKE3's authors, run on random inputs, agrees with ours. */
@ExtendWith(Seed.Extension.class)
@RequiresTool("b3sum")
class Blake3AgainstB3sumTest {
    private static final int ROUNDS = 8;

    @TempDir Path folder;

    @Test
    void hash(Seed seed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            check(seed, Blake3.hasher(), new byte[0], List.of());
        }
    }

    @Test
    void keyedHash(Seed seed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] key = seed.bytes(Blake3.KEY_BYTES);
            check(seed, Blake3.keyed(key), key, List.of("--keyed"));
        }
    }

    @Test
    void derivedKey(Seed seed) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String context = "io.reducto test context " + seed.between(0, 1000);
            check(seed, Blake3.deriveKey(context), new byte[0], List.of("--derive-key", context));
        }
    }

    private void check(Seed seed, Blake3 hasher, byte[] stdin, List<String> mode) throws Exception {
        byte[] input = seed.bytes(seed.between(0, 1 << seed.between(1, 21)));
        int length = seed.between(1, 300);
        Path file = Files.write(folder.resolve("input"), input);
        List<String> command = new ArrayList<>(List.of("b3sum", "--raw"));
        command.addAll(List.of("--length", Integer.toString(length)));
        command.addAll(mode);
        command.add(file.toString());

        byte[] expected = run(command, stdin);
        byte[] found = Blake3Contract.output(hasher.update(input, 0, input.length), length);
        assertThat(found).as("%d bytes of %d", length, input.length).isEqualTo(expected);
    }

    private static byte[] run(List<String> command, byte[] stdin)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(stdin);
        }
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return out;
    }
}
