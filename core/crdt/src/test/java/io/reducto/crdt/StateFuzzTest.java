package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bytes that no encoder wrote are refused by name and cost nothing. */
@ExtendWith(Seed.Extension.class)
class StateFuzzTest {
    private static final int HOSTILE = 100_000;

    @Test
    void everyTruncationIsCalledTruncated(Seed seed) {
        for (byte[] bytes : samples(seed)) {
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(part))
                        .isInstanceOf(StateDataException.Truncated.class)
                        .hasMessageContaining("found " + length);
            }
        }
    }

    @Test
    void bytesBehindTheEndAreRefused(Seed seed) {
        for (byte[] bytes : samples(seed)) {
            assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                    .isInstanceOf(StateDataException.Malformed.class)
                    .hasMessageContaining("expected the end");
        }
    }

    /** Canonical: what is accepted at all is written again byte for byte. */
    @Test
    void changedBytesAreRefusedOrCanonical(Seed seed) {
        List<byte[]> samples = samples(seed);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < HOSTILE; i++) {
            byte[] bytes = samples.get(i % samples.size()).clone();
            int changes = seed.between(1, 4);
            for (int c = 0; c < changes; c++) {
                bytes[seed.between(0, bytes.length)] = hostile(seed);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                assertThat(read(bytes).bytes()).isEqualTo(bytes);
            } catch (StateDataException e) {
                refused++;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).isLessThan((1 << 20) + 200L * bytes.length);
        }
        assertThat(refused).isGreaterThan(HOSTILE / 10);
    }

    @Test
    void otherKindsAndVersionsAreNamed() {
        byte[] bytes = new ObservedRemoveMap().bytes();
        byte[] newer = bytes.clone();
        newer[5] = 2;
        assertThatThrownBy(() -> ObservedRemoveMap.read(newer))
                .isInstanceOf(StateDataException.FormatTooNew.class)
                .hasMessageContaining("reads version 1, found 2");
        byte[] zero = bytes.clone();
        zero[5] = 0;
        assertThatThrownBy(() -> ObservedRemoveMap.read(zero))
                .isInstanceOf(StateDataException.Malformed.class);
        assertThatThrownBy(() -> Register.read(bytes))
                .isInstanceOf(StateDataException.WrongFormat.class)
                .hasMessageContaining("expected kind R, found kind 0x4d");
        assertThatThrownBy(
                        () ->
                                ObservedRemoveMap.read(
                                        "PK\3\4zip"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)))
                .isInstanceOf(StateDataException.WrongFormat.class)
                .hasMessageContaining("found 504b0304");
    }

    @Test
    void hugeClaimsAreRefusedBeforeAnythingIsAllocated() {
        long longest = Integer.MAX_VALUE;
        for (long claim : List.of(1L << 20, longest, longest + 1, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> ObservedRemoveMap.read(withNumber(claim)))
                    .isInstanceOf(StateDataException.Truncated.class);
        }
    }

    @Test
    void numbersHaveOneForm() {
        byte[] bytes = {'R', 'D', 'C', 'S', 'V', 1, (byte) 0x80, 0, 0};
        assertThatThrownBy(() -> VersionVector.read(bytes))
                .isInstanceOf(StateDataException.Malformed.class)
                .hasMessageContaining("shortest form");
        byte[] endless = {'R', 'D', 'C', 'S', 'V', 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        assertThatThrownBy(() -> VersionVector.read(endless))
                .isInstanceOf(StateDataException.Malformed.class)
                .hasMessageContaining("below 2^63");
    }

    @Test
    void entriesAscendAndEveryReplicaIsNamed() {
        malformed("ascend", 2, 1, 'b', 1, 'a', 2, 0, 1, 1, 1);
        malformed("ascend", 2, 1, 'a', 1, 'a', 2, 0, 1, 1, 1);
        malformed("ascend", 2, 1, 'a', 1, 'b', 2, 1, 1, 0, 1);
        malformed("to be named", 2, 1, 'a', 1, 'b', 1, 0, 1);
        malformed("one of 1 replicas", 1, 1, 'a', 1, 7, 1);
        malformed("from 1", 1, 1, 'a', 1, 0, 0);
        malformed("replica id", 1, 1, 'A', 1, 0, 1);
    }

    @Test
    void historyThatTheFrontierCoversIsRefused() {
        HybridClock clock = new HybridClock(() -> 1_000);
        ObservedRemoveMap map = new ObservedRemoveMap();
        map.put(clock, new ReplicaId("a"), "k", new byte[0]);
        map.put(clock, new ReplicaId("a"), "k", new byte[0]);
        byte[] bytes = map.bytes();
        int frontierAt = 9;
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        covered.write(bytes, 0, frontierAt);
        covered.writeBytes(new byte[] {1, 0, 1});
        covered.write(bytes, frontierAt + 1, bytes.length - frontierAt - 1);
        assertThatThrownBy(() -> ObservedRemoveMap.read(covered.toByteArray()))
                .isInstanceOf(StateDataException.Malformed.class)
                .hasMessageContaining("no history that the frontier covers");
    }

    private static void malformed(String reason, int... content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {'R', 'D', 'C', 'S', 'V', 1});
        Arrays.stream(content).forEach(bytes::write);
        assertThatThrownBy(() -> VersionVector.read(bytes.toByteArray()))
                .isInstanceOf(StateDataException.Malformed.class)
                .hasMessageContaining(reason);
    }

    private static byte[] withNumber(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {'R', 'D', 'C', 'S', 'M', 1});
        long rest = number;
        while (rest > 0x7f) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        bytes.writeBytes(new byte[8]);
        return bytes.toByteArray();
    }

    private static byte hostile(Seed seed) {
        return switch (seed.between(0, 5)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> (byte) 0x80;
            case 3 -> -1;
            default -> (byte) seed.between(0, 256);
        };
    }

    private static List<byte[]> samples(Seed seed) {
        Simulation simulation = new Simulation(3, List.of("x", "\u00e4\ud83d\udc18"), seed);
        simulation.put(0, "x", "one");
        simulation.put(1, "x", "two");
        simulation.run(40);
        simulation.heal();
        ObservedRemoveMap map = simulation.maps.get(0);
        map.acknowledge(simulation.names.get(0));
        map.retire(simulation.names.get(2));
        return List.of(
                map.bytes(),
                map.registers().iterator().next().bytes(),
                map.dots().bytes(),
                VersionVector.ofDots(List.of(new Dot(new ReplicaId("a"), 300))).bytes());
    }

    /** By the kind that the bytes claim; the map's reader where they claim none. */
    private static Lattice<?> read(byte[] bytes) {
        int kind = bytes.length > 4 ? bytes[4] : 'M';
        return switch (kind) {
            case 'V' -> VersionVector.read(bytes);
            case 'D' -> DotSet.read(bytes);
            case 'R' -> Register.read(bytes);
            default -> ObservedRemoveMap.read(bytes);
        };
    }
}
