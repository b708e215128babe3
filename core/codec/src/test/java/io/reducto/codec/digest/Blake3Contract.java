package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What BLAKE3 owes its users, on whatever kernel: the published values, and the same value however
 * the input arrives, is interrupted or is read.
 */
@ExtendWith(Seed.Extension.class)
abstract class Blake3Contract {
    static final String KEY = "whats the Elvish word for friend";
    static final String CONTEXT = "BLAKE3 2019-12-27 16:29:52 test vectors context";

    /** More than four times as many as there are lanes anywhere. */
    static final int NODES_MOST = 70;

    /** Lengths at which the shape of the tree or of its last leaf changes. */
    static final int[] EDGES = {
        0,
        1,
        63,
        64,
        65,
        127,
        128,
        129,
        1023,
        1024,
        1025,
        1087,
        1088,
        1089,
        2047,
        2048,
        2049,
        3072,
        3073,
        4095,
        4096,
        4097,
        7168,
        8192,
        8193,
        65536,
        65537,
        131072 + 3 * 1024 + 1
    };

    abstract Blake3Kernel kernel();

    @Test
    void officialVectors() {
        List<String> lines = Golden.lines("blake3/v1/vectors.tsv");
        assertThat(lines).hasSize(35);
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            byte[] input = pattern(Integer.parseInt(columns[0]));
            for (int mode = 0; mode < 3; mode++) {
                byte[] expected = HexFormat.of().parseHex(columns[1 + mode]);
                Blake3 hasher = hasher(mode).update(input, 0, input.length);
                assertThat(output(hasher, 131)).as("length %s", columns[0]).isEqualTo(expected);
                assertThat(output(hasher, 32)).isEqualTo(Arrays.copyOf(expected, 32));
            }
        }
    }

    @Test
    void splitsDoNotMatter(Seed seed) {
        for (int round = 0; round < 200; round++) {
            byte[] data = seed.bytes(seed.between(0, 1 << seed.between(1, 19)));
            int mode = seed.between(0, 3);
            byte[] expected = output(hasher(mode).update(data, 0, data.length), 100);
            Blake3 parts = hasher(mode);
            int largest = 1 << seed.between(1, 18);
            for (int at = 0; at < data.length; ) {
                int part = Math.min(data.length - at, seed.between(0, largest));
                parts.update(data, at, part);
                at += part;
            }
            assertThat(output(parts, 100)).isEqualTo(expected);
            assertThat(parts.length()).isEqualTo(data.length);
        }
    }

    @Test
    void outputDoesNotDisturbTheState(Seed seed) {
        byte[] data = seed.bytes(20_000);
        Blake3 hasher = hasher(1);
        for (int at = 0; at < data.length; at += 500) {
            assertThat(output(hasher, 70)).isEqualTo(output(hasher(1).update(data, 0, at), 70));
            hasher.update(data, at, 500);
        }
    }

    @Test
    void resetForgetsTheInput(Seed seed) {
        byte[] data = seed.bytes(10_000);
        Blake3 hasher = hasher(2);
        for (int length : new int[] {10_000, 0, 1025, 64, 5000}) {
            hasher.reset().update(data, 0, length);
            assertThat(output(hasher, 32)).isEqualTo(output(hasher(2).update(data, 0, length), 32));
        }
    }

    @Test
    void anyPositionOfTheOutputIsASliceOfIt(Seed seed) {
        for (int length : new int[] {0, 64, 1024, 5000}) {
            Blake3 hasher = hasher(0).update(pattern(length), 0, length);
            byte[] whole = output(hasher, 1000);
            for (int round = 0; round < 200; round++) {
                int from = seed.between(0, 1000);
                int to = seed.between(from, 1000);
                byte[] part = new byte[to - from + 2];
                hasher.finishAt(from, part, 1, to - from);
                assertThat(Arrays.copyOfRange(part, 1, part.length - 1))
                        .isEqualTo(Arrays.copyOfRange(whole, from, to));
                assertThat(part[0] | part[part.length - 1]).isZero();
            }
        }
    }

    @Test
    void savedAnywhereItGoesOnAsIfNothingHadHappened(Seed seed) {
        byte[] more = seed.bytes(3000);
        for (int length : EDGES) {
            byte[] data = seed.bytes(length);
            for (int mode = 0; mode < 3; mode++) {
                Blake3 original = hasher(mode).update(data, 0, length);
                byte[] state = original.save();
                Blake3 restored = Blake3State.restore(state, kernel());
                assertThat(restored.save()).isEqualTo(state);
                assertThat(restored.length()).isEqualTo(length);
                assertThat(output(restored, 80)).isEqualTo(output(original, 80));
                restored.update(more, 0, more.length);
                original.update(more, 0, more.length);
                assertThat(output(restored, 80))
                        .as("saved at %d", length)
                        .isEqualTo(output(original, 80));
                restored.reset().update(data, 0, length);
                assertThat(restored.save()).isEqualTo(state);
            }
        }
    }

    @Test
    void stateIsTheDocumentedBytes() {
        for (String line : Golden.lines("blake3/v1/states.tsv")) {
            String[] columns = line.split("\t", -1);
            int length = Integer.parseInt(columns[1]);
            byte[] state = HexFormat.of().parseHex(columns[2]);
            Blake3 hasher = hasher(Integer.parseInt(columns[0])).update(pattern(length), 0, length);
            assertThat(hasher.save()).as("state at %d", length).isEqualTo(state);
            assertThat(output(Blake3.restore(state), 32)).isEqualTo(output(hasher, 32));
        }
    }

    @Test
    void everyTruncationOfAStateIsDetected() {
        for (int length : new int[] {0, 1, 64, 65, 1024, 1025, 7169}) {
            for (int mode = 0; mode < 3; mode++) {
                byte[] state = hasher(mode).update(pattern(length), 0, length).save();
                for (int cut = 0; cut < state.length; cut++) {
                    byte[] part = Arrays.copyOf(state, cut);
                    assertThatThrownBy(() -> Blake3.restore(part))
                            .isInstanceOf(DataException.Truncated.class)
                            .hasMessageContaining("found " + cut);
                }
            }
        }
    }

    @Test
    void stateThatBreaksTheGrammarIsRefused() {
        byte[] state = hasher(0).update(pattern(100), 0, 100).save();
        refuse(with(state, 0, 2), DataException.FormatTooNew.class, "version 2");
        refuse(with(state, 0, 0), DataException.Malformed.class, "expected version 1, found 0");
        refuse(
                with(state, 1, 3),
                DataException.Malformed.class,
                "expected mode 0, 1 or 2, found 3");
        refuse(with(state, 9, 0x80), DataException.Malformed.class, "below 2^63");
        refuse(
                Arrays.copyOf(state, state.length + 1),
                DataException.Malformed.class,
                "found 1 more bytes");
    }

    @Test
    void badCallsAreRefused() {
        assertThatThrownBy(() -> Blake3.keyed(new byte[31])).hasMessageContaining("found 31");
        assertThatThrownBy(() -> hasher(0).finishAt(-1, new byte[1], 0, 1))
                .hasMessageContaining("found -1");
        assertThatThrownBy(() -> hasher(0).update(new byte[3], 2, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> hasher(0).finish(new byte[31], 0, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void textShowsNoKey() {
        assertThat(hasher(1)).hasToString("Blake3[mode=1, length=0]");
    }

    /** Every number of lanes that are left idle, every length, and not a byte beside the values. */
    @Test
    void kernelAgreesWithSingleCompressions(Seed seed) {
        Blake3Domain domain = Blake3Domain.keyed(seed.bytes(32));
        byte[] data = seed.bytes(20_000);
        for (int count = 0; count <= NODES_MOST; count++) {
            Blake3Nodes nodes = randomNodes(seed, count);
            byte[] found = new byte[3 + (NODES_MOST + 1) * Blake3Kernel.CV_BYTES];
            Arrays.fill(found, (byte) 0x5a);
            byte[] expected = found.clone();
            kernel().compress(domain, data, nodes, found);
            for (int i = 0; i < count; i++) {
                compress(domain, data, nodes, i, expected);
            }
            assertThat(found).as("%d nodes", count).isEqualTo(expected);
        }
    }

    @Test
    void kernelMakesParentsWhereTheirChildrenStand(Seed seed) {
        for (int count = 0; count <= NODES_MOST; count++) {
            byte[] found = seed.bytes(5 + count * Blake3Kernel.BLOCK_BYTES);
            byte[] children = found.clone();
            byte[] expected = found.clone();
            Blake3Nodes nodes = new Blake3Nodes(NODES_MOST);
            nodes.addParents(5, count, Blake3Nodes.PARENT);
            kernel().compress(Blake3Domain.HASH, found, nodes, found);
            for (int i = 0; i < count; i++) {
                compress(Blake3Domain.HASH, children, nodes, i, expected);
            }
            assertThat(found).as("%d parents", count).isEqualTo(expected);
        }
    }

    /** In order of nothing: places, lengths, flags and counters are all independent. */
    private static Blake3Nodes randomNodes(Seed seed, int count) {
        Blake3Nodes nodes = new Blake3Nodes(NODES_MOST);
        int[] flags = {
            Blake3Nodes.LEAF, Blake3Nodes.ROOT_LEAF, Blake3Nodes.PARENT, Blake3Nodes.ROOT_PARENT
        };
        for (int i = 0; i < count; i++) {
            int length = seed.between(0, 3) == 0 ? 1024 : seed.between(0, 1025);
            nodes.add(
                    seed.between(0, 18_000),
                    length,
                    (1L << 32) - count / 2 + i,
                    flags[seed.between(0, flags.length)],
                    3 + i * Blake3Kernel.CV_BYTES);
        }
        return nodes;
    }

    /** A node by the compression function alone, from a copy that is padded. */
    private static void compress(
            Blake3Domain domain, byte[] in, Blake3Nodes nodes, int node, byte[] out) {
        int length = nodes.lengths[node];
        int offset = nodes.offsets[node];
        int blocks = Math.max(1, (length + 63) / 64);
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(in, offset, offset + length), blocks * 64);
        Blake3Compression.compress(
                domain.key,
                0,
                padded,
                0,
                blocks,
                length - (blocks - 1) * 64,
                nodes.counters[node],
                domain.flags | nodes.flags[node],
                out,
                nodes.outs[node]);
    }

    Blake3 hasher(int mode) {
        Blake3Domain domain =
                switch (mode) {
                    case 0 -> Blake3Domain.HASH;
                    case 1 -> Blake3Domain.keyed(KEY.getBytes(StandardCharsets.US_ASCII));
                    default -> Blake3Domain.deriveKey(CONTEXT);
                };
        return new Blake3(domain, kernel());
    }

    /** The input of the published vectors: byte i is i mod 251. */
    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    static byte[] output(Blake3 hasher, int length) {
        byte[] out = new byte[length];
        hasher.finish(out, 0, length);
        return out;
    }

    private static byte[] with(byte[] state, int at, int value) {
        byte[] changed = state.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static void refuse(byte[] state, Class<? extends DataException> as, String words) {
        assertThatThrownBy(() -> Blake3.restore(state))
                .isInstanceOf(as)
                .hasMessageContaining(words);
    }
}
