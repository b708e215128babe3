package io.reducto.crdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes canonical bytes; {@link StateDecoder} reads them. */
final class StateEncoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<ReplicaId, Integer> ordinals = new HashMap<>();

    private StateEncoder(StateFormatV1.Kind kind, Collection<ReplicaId> replicas) {
        out.writeBytes(StateFormatV1.MAGIC);
        out.write(kind.letter);
        out.write(StateFormatV1.VERSION);
        TreeSet<ReplicaId> sorted = new TreeSet<>(replicas);
        number(sorted.size());
        for (ReplicaId replica : sorted) {
            ordinals.put(replica, ordinals.size());
            bytes(replica.text().getBytes(StandardCharsets.US_ASCII));
        }
    }

    static byte[] vector(VersionVector vector) {
        StateEncoder encoder = new StateEncoder(StateFormatV1.Kind.VECTOR, vector.replicas());
        encoder.write(vector);
        return encoder.out.toByteArray();
    }

    static byte[] dots(DotSet dots) {
        StateEncoder encoder = new StateEncoder(StateFormatV1.Kind.DOTS, dots.ranges().keySet());
        encoder.number(dots.ranges().size());
        dots.ranges()
                .forEach(
                        (replica, ranges) -> {
                            encoder.replica(replica);
                            encoder.number(ranges.size());
                            for (DotSet.Range range : ranges) {
                                encoder.number(range.first());
                                encoder.number(range.last());
                            }
                        });
        return encoder.out.toByteArray();
    }

    static byte[] register(Register register) {
        TreeSet<ReplicaId> replicas = new TreeSet<>();
        addReplicas(register, replicas);
        StateEncoder encoder = new StateEncoder(StateFormatV1.Kind.REGISTER, replicas);
        encoder.write(register);
        return encoder.out.toByteArray();
    }

    static byte[] map(ObservedRemoveMap map) {
        StateEncoder encoder = new StateEncoder(StateFormatV1.Kind.MAP, replicas(map));
        encoder.write(map.frontier());
        encoder.number(map.acknowledgements().size());
        map.acknowledgements()
                .forEach(
                        (replica, seen) -> {
                            encoder.replica(replica);
                            encoder.write(seen);
                        });
        encoder.number(map.retired().size());
        map.retired().forEach(encoder::replica);
        encoder.number(map.registers().size());
        map.registers().forEach(encoder::write);
        return encoder.out.toByteArray();
    }

    private static Collection<ReplicaId> replicas(ObservedRemoveMap map) {
        List<ReplicaId> few = new ArrayList<>(map.frontier().replicas());
        map.acknowledgements().values().forEach(seen -> few.addAll(seen.replicas()));
        TreeSet<ReplicaId> replicas = new TreeSet<>(few);
        replicas.addAll(map.acknowledgements().keySet());
        replicas.addAll(map.retired());
        map.registers().forEach(register -> addReplicas(register, replicas));
        return replicas;
    }

    private static void addReplicas(Register register, Collection<ReplicaId> replicas) {
        for (Write write : register.writes()) {
            replicas.add(write.dot().replica());
            replicas.addAll(write.seen().replicas());
        }
    }

    private void write(VersionVector vector) {
        number(vector.replicas().size());
        for (ReplicaId replica : vector.replicas()) {
            replica(replica);
            number(vector.sequence(replica));
        }
    }

    private void write(Register register) {
        bytes(register.key().getBytes(StandardCharsets.UTF_8));
        number(register.writes().size());
        register.writes().forEach(this::write);
    }

    private void write(Write write) {
        replica(write.dot().replica());
        number(write.dot().sequence());
        number(write.time().millis());
        number(write.time().counter());
        write(write.seen());
        out.write(write.isTombstone() ? StateFormatV1.TOMBSTONE : StateFormatV1.VALUE);
        if (!write.isTombstone()) {
            bytes(write.valueBytes());
        }
    }

    private void replica(ReplicaId replica) {
        Integer ordinal = ordinals.get(replica);
        if (ordinal == null) {
            throw new IllegalStateException("replica " + replica + " is not in the table");
        }
        number(ordinal);
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    /** Seven bits to a byte, the low ones first, the high bit where more follow. */
    private void number(long number) {
        long rest = number;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
