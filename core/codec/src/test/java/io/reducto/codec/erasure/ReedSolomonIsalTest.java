package io.reducto.codec.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Against Intel's ISA-L: its field, its inversion, its vectorised products, our shards. */
@RequiresTool({"gcc", "/usr/include/isa-l.h"})
@ExtendWith(Seed.Extension.class)
class ReedSolomonIsalTest {
    private static final List<String> GEOMETRIES =
            List.of(
                    "1+1", "1+4", "2+1", "2+2", "3+2", "4+2", "5+5", "6+3", "8+2", "10+4", "12+4",
                    "16+16", "17+3", "32+8", "100+20", "200+56", "128+128", "255+1");

    /** Around the vector lengths of its kernels. */
    private static final int[] LENGTHS = {1, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129, 700, 4099};

    /** For stripes of more than {@value #LARGE_SHARDS} shards. */
    private static final int[] LENGTHS_OF_LARGE = {31, 65};

    private static final int LARGE_SHARDS = 64;

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path source = folder.resolve("isal_stripe.c");
        try (InputStream in =
                ReedSolomonIsalTest.class.getResourceAsStream("/oracle/isal_stripe.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Process gcc =
                new ProcessBuilder("gcc", "-O1", "-o", program(), source.toString(), "-lisal")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(gcc.getInputStream().readAllBytes(), UTF_8);
        assertThat(gcc.waitFor()).as(said).isZero();
    }

    @Test
    void matrixIsTheSystematicVandermondeMatrix() throws Exception {
        Requests requests = new Requests();
        List<byte[][]> expected = new ArrayList<>();
        for (String text : GEOMETRIES) {
            ErasureCode code = ReedSolomon.of(Geometry.parse(text));
            int k = code.geometry().dataShards();
            byte[][] generator = generator(code);
            requests.letter('M').number(k).number(code.geometry().parityShards());
            expected.add(Arrays.copyOfRange(generator, k, generator.length));
        }
        assertAnswered(requests, expected);
    }

    @Test
    void parityIsThatOfItsKernels(Seed seed) throws Exception {
        Requests requests = new Requests();
        List<byte[][]> expected = new ArrayList<>();
        for (String text : GEOMETRIES) {
            ErasureCode code = ReedSolomon.of(Geometry.parse(text));
            int k = code.geometry().dataShards();
            byte[][] generator = generator(code);
            for (int length : lengths(code.geometry())) {
                byte[][] stripe = Stripes.encoded(code, length, seed);
                requests.letter('C').number(k).number(code.geometry().parityShards());
                requests.number(length).bytes(generator, k, generator.length).bytes(stripe, 0, k);
                expected.add(Arrays.copyOfRange(stripe, k, stripe.length));
            }
        }
        assertAnswered(requests, expected);
    }

    @Test
    void itDecodesOurShards(Seed seed) throws Exception {
        Requests requests = new Requests();
        List<byte[][]> expected = new ArrayList<>();
        for (String text : GEOMETRIES) {
            ErasureCode code = ReedSolomon.of(Geometry.parse(text));
            int k = code.geometry().dataShards();
            for (int length : lengths(code.geometry())) {
                byte[][] stripe = Stripes.encoded(code, length, seed);
                BitSet read = Stripes.draw(stripe.length, k, seed);
                requests.letter('D').number(k).number(length);
                requests.bytes(select(generator(code), read), 0, k);
                requests.bytes(select(stripe, read), 0, k);
                expected.add(Arrays.copyOf(stripe, k));
            }
        }
        assertAnswered(requests, expected);
    }

    private static int[] lengths(Geometry geometry) {
        return geometry.totalShards() > LARGE_SHARDS ? LENGTHS_OF_LARGE : LENGTHS;
    }

    /**
     * All k + m rows, read off by encoding unit vectors: byte p of data shard i is 1 where p = i.
     */
    private static byte[][] generator(ErasureCode code) {
        int k = code.geometry().dataShards();
        byte[][] rows = new byte[code.geometry().totalShards()][k];
        for (int i = 0; i < k; i++) {
            rows[i][i] = 1;
        }
        code.encode(rows, 0, k);
        return rows;
    }

    private static byte[][] select(byte[][] shards, BitSet ordinals) {
        return ordinals.stream().mapToObj(i -> shards[i]).toArray(byte[][]::new);
    }

    private static void assertAnswered(Requests requests, List<byte[][]> expected)
            throws Exception {
        ByteArrayInputStream answers = new ByteArrayInputStream(run(requests));
        for (byte[][] shards : expected) {
            for (byte[] shard : shards) {
                assertThat(answers.readNBytes(shard.length)).isEqualTo(shard);
            }
        }
        assertThat(answers.available()).as("bytes left over").isZero();
    }

    private static byte[] run(Requests requests) throws Exception {
        Path in = Files.write(folder.resolve("requests"), requests.toBytes());
        Path out = folder.resolve("answers");
        Process process =
                new ProcessBuilder(program())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("done within a minute").isTrue();
        assertThat(process.exitValue()).as("exit code of isal_stripe").isZero();
        return Files.readAllBytes(out);
    }

    private static String program() {
        return folder.resolve("isal_stripe").toString();
    }

    /** The grammar is in isal_stripe.c. */
    private static final class Requests {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Requests letter(char letter) {
            out.write(letter);
            return this;
        }

        Requests number(int number) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                out.write(number >>> shift);
            }
            return this;
        }

        Requests bytes(byte[][] arrays, int from, int to) throws IOException {
            for (int i = from; i < to; i++) {
                out.write(arrays[i]);
            }
            return this;
        }

        byte[] toBytes() {
            return out.toByteArray();
        }
    }
}
