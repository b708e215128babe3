package io.reducto.crdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads canonical bytes, and no others: what it accepts, {@link StateEncoder} writes again byte for
 * byte.
 */
final class StateDecoder {
    private static final int WRITE_BYTES_MIN = 6;
    private static final int REGISTER_BYTES_MIN = 2 + 1 + WRITE_BYTES_MIN;

    private final StateInput in;
    private final ReplicaId[] replicas;
    private final boolean[] used;

    private StateDecoder(StateInput in) {
        this.in = in;
        int count = in.count(2);
        replicas = new ReplicaId[count];
        used = new boolean[count];
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            replicas[i] = replica(start);
            ascending(start, i == 0 ? null : replicas[i - 1], replicas[i]);
        }
    }

    static VersionVector vector(byte[] bytes) {
        return read(StateFormatV1.Kind.VECTOR, bytes, StateDecoder::vector);
    }

    static DotSet dots(byte[] bytes) {
        return read(StateFormatV1.Kind.DOTS, bytes, StateDecoder::dots);
    }

    static Register register(byte[] bytes) {
        return read(StateFormatV1.Kind.REGISTER, bytes, decoder -> decoder.register(0));
    }

    static ObservedRemoveMap map(byte[] bytes) {
        return read(StateFormatV1.Kind.MAP, bytes, StateDecoder::map);
    }

    private static <T> T read(
            StateFormatV1.Kind kind, byte[] bytes, Function<StateDecoder, T> content) {
        StateInput in = new StateInput(kind.text, bytes);
        header(kind, bytes, in);
        StateDecoder decoder = new StateDecoder(in);
        T state = content.apply(decoder);
        in.end();
        decoder.allUsed();
        return state;
    }

    private static void header(StateFormatV1.Kind kind, byte[] bytes, StateInput in) {
        int compared = Math.min(bytes.length, StateFormatV1.MAGIC.length);
        byte[] found = Arrays.copyOf(bytes, compared);
        if (!Arrays.equals(found, Arrays.copyOf(StateFormatV1.MAGIC, compared))) {
            throw new StateDataException.WrongFormat(
                    kind.text,
                    HexFormat.of().formatHex(StateFormatV1.MAGIC),
                    HexFormat.of().formatHex(found));
        }
        if (bytes.length < StateFormatV1.HEADER_BYTES) {
            throw new StateDataException.Truncated(
                    kind.text, StateFormatV1.HEADER_BYTES, bytes.length);
        }
        for (int i = 0; i < StateFormatV1.MAGIC.length; i++) {
            in.u8();
        }
        int letter = in.u8();
        if (letter != kind.letter) {
            throw new StateDataException.WrongFormat(
                    kind.text, "kind " + (char) kind.letter, "kind 0x%02x".formatted(letter));
        }
        int start = in.offset();
        int version = in.u8();
        if (version > StateFormatV1.VERSION) {
            throw new StateDataException.FormatTooNew(kind.text, StateFormatV1.VERSION, version);
        }
        if (version < StateFormatV1.VERSION) {
            throw in.malformed(start, "expected version 1, found " + version);
        }
    }

    private ReplicaId replica(int start) {
        String text = new String(in.bytes(ReplicaId.LENGTH_MAX), StandardCharsets.ISO_8859_1);
        if (!ReplicaId.isValid(text)) {
            throw in.malformed(start, "expected a replica id, found \"%s\"".formatted(text));
        }
        return new ReplicaId(text);
    }

    private void allUsed() {
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                throw in.malformed(
                        in.offset(), "expected replica %s to be named".formatted(replicas[i]));
            }
        }
    }

    private <T extends Comparable<T>> void ascending(int start, @Nullable T before, T next) {
        if (before != null && before.compareTo(next) >= 0) {
            throw in.malformed(
                    start,
                    "expected entries that ascend, found %s after %s".formatted(next, before));
        }
    }

    private ReplicaId reference() {
        int start = in.offset();
        long ordinal = in.number();
        if (ordinal >= replicas.length) {
            throw in.malformed(
                    start,
                    "expected one of %d replicas, found %d".formatted(replicas.length, ordinal));
        }
        used[(int) ordinal] = true;
        return replicas[(int) ordinal];
    }

    private long sequence() {
        int start = in.offset();
        long sequence = in.number();
        if (sequence < 1) {
            throw in.malformed(start, "expected a sequence from 1, found 0");
        }
        return sequence;
    }

    private VersionVector vector() {
        int count = in.count(2);
        ReplicaId[] seen = new ReplicaId[count];
        long[] sequences = new long[count];
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            seen[i] = reference();
            ascending(start, i == 0 ? null : seen[i - 1], seen[i]);
            sequences[i] = sequence();
        }
        return VersionVector.ofSorted(seen, sequences);
    }

    private DotSet dots() {
        int count = in.count(4);
        TreeMap<ReplicaId, List<DotSet.Range>> ranges = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            ReplicaId replica = reference();
            ascending(start, i == 0 ? null : ranges.lastKey(), replica);
            ranges.put(replica, ranges());
        }
        return DotSet.of(ranges);
    }

    private List<DotSet.Range> ranges() {
        int start = in.offset();
        int count = in.count(2);
        if (count == 0) {
            throw in.malformed(start, "expected a range or more, found none");
        }
        List<DotSet.Range> ranges = new ArrayList<>(count);
        long end = -1;
        for (int i = 0; i < count; i++) {
            int at = in.offset();
            long first = sequence();
            long last = sequence();
            if (first - 1 <= end || last < first) {
                throw in.malformed(
                        at,
                        "expected a range apart from that before, which ends at %d, found %d to %d"
                                .formatted(end, first, last));
            }
            ranges.add(new DotSet.Range(first, last));
            end = last;
        }
        return ranges;
    }

    private ObservedRemoveMap map() {
        VersionVector frontier = vector();
        SortedMap<ReplicaId, VersionVector> acknowledgements = acknowledgements();
        SortedSet<ReplicaId> retired = retired();
        int count = in.count(REGISTER_BYTES_MIN);
        List<Register> registers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            Register register = register(1);
            if (i > 0 && byKey(registers.get(i - 1), register) >= 0) {
                throw in.malformed(
                        start, "expected keys that ascend, found \"%s\"".formatted(register.key()));
            }
            if (register.trimmed(frontier).size() < register.size()) {
                throw in.malformed(start, "expected no history that the frontier covers");
            }
            registers.add(register);
        }
        return ObservedRemoveMap.ofRegisters(registers, acknowledgements, retired, frontier);
    }

    private static int byKey(Register before, Register next) {
        return KeyOrder.BY_CODE_POINT.compare(before.key(), next.key());
    }

    private SortedMap<ReplicaId, VersionVector> acknowledgements() {
        int count = in.count(2);
        TreeMap<ReplicaId, VersionVector> acknowledgements = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            ReplicaId replica = reference();
            ascending(start, i == 0 ? null : acknowledgements.lastKey(), replica);
            acknowledgements.put(replica, vector());
        }
        return acknowledgements;
    }

    private SortedSet<ReplicaId> retired() {
        int count = in.count(1);
        TreeSet<ReplicaId> retired = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            int start = in.offset();
            ReplicaId replica = reference();
            ascending(start, i == 0 ? null : retired.last(), replica);
            retired.add(replica);
        }
        return retired;
    }

    private Register register(int writesMin) {
        String key = key();
        int start = in.offset();
        int count = in.count(WRITE_BYTES_MIN);
        if (count < writesMin) {
            throw in.malformed(start, "expected a write or more, found none");
        }
        List<Write> writes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = in.offset();
            Write write = write(key);
            ascending(at, i == 0 ? null : writes.get(i - 1), write);
            writes.add(write);
        }
        return Register.of(key, writes);
    }

    private String key() {
        int start = in.offset();
        byte[] utf8 = in.bytes(KeyOrder.KEY_BYTES_MAX);
        String key = new String(utf8, StandardCharsets.UTF_8);
        if (key.isEmpty()) {
            throw in.malformed(start, "expected a key, found an empty one");
        }
        // What is not UTF-8 was replaced and does not come out again.
        if (!Arrays.equals(key.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw in.malformed(
                    start, "expected a key in UTF-8, found %d other bytes".formatted(utf8.length));
        }
        return key;
    }

    private Write write(String key) {
        int start = in.offset();
        Dot dot = new Dot(reference(), sequence());
        HybridTime time = time();
        VersionVector seen = vector();
        if (seen.covers(dot)) {
            throw in.malformed(
                    start, "expected a context without %s, found %s".formatted(dot, seen));
        }
        int kindAt = in.offset();
        return switch (in.u8()) {
            case StateFormatV1.TOMBSTONE -> Write.tombstone(key, dot, time, seen);
            case StateFormatV1.VALUE ->
                    Write.ofValue(key, dot, time, seen, in.bytes(Write.VALUE_BYTES_MAX));
            default -> throw in.malformed(kindAt, "expected a value (1) or a tombstone (0)");
        };
    }

    private HybridTime time() {
        int start = in.offset();
        long millis = in.number();
        long counter = in.number();
        if (millis > HybridTime.MILLIS_MAX || counter > HybridTime.COUNTER_MAX) {
            throw in.malformed(
                    start, "expected a hybrid time, found %d+%d".formatted(millis, counter));
        }
        return new HybridTime(millis, (int) counter);
    }
}
