package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.memory.json.CanonicalScan;
import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonObject;
import io.reducto.memory.json.JsonObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of the repository's files. A line of ours is taken if {@link LineEncoder} writes what
 * was read byte for byte; so each check that it makes by itself is there for its message, or for
 * what cannot be written at all.
 */
final class LineDecoder {
    private final CanonicalScan scan = new CanonicalScan();
    private final CanonicalScan metadata = new CanonicalScan();
    private final JsonObjectReader reader = new JsonObjectReader();
    private final LineEncoder encoder = new LineEncoder();

    MemoryLine decode(Lines.Line line) throws JsonFault {
        if (scan.scan(line.file(), line.from(), line.to())) {
            Optional<JsonField> reserved = scan.field(Entry.RESERVED);
            if (reserved.isPresent() && isLast(reserved.get(), line)) {
                return canonical(line, reserved.get());
            }
        }
        return any(line);
    }

    private static boolean isLast(JsonField reserved, Lines.Line line) {
        return reserved.kind() == JsonField.Kind.OBJECT && reserved.to() == line.length() - 1;
    }

    /** A line that is canonical text, as nearly all are: what it holds is taken where it lies. */
    private MemoryLine canonical(Lines.Line line, JsonField reserved) throws JsonFault {
        int from = line.from() + reserved.valueFrom();
        if (!metadata.scan(line.file(), from, line.from() + reserved.to())) {
            return any(line);
        }
        checkSum(line);
        int valueTo = line.from() + Math.max(1, reserved.from() - 1);
        byte[] value = Arrays.copyOfRange(line.file(), line.from(), valueTo + 1);
        value[value.length - 1] = '}';
        return ours(line, new Metadata(metadata), value);
    }

    /** Any line. */
    MemoryLine any(Lines.Line line) throws JsonFault {
        JsonObject object = reader.read(line.file(), line.from(), line.to());
        Optional<JsonField> reserved = object.field(Entry.RESERVED);
        if (reserved.isEmpty()) {
            return new MemoryLine.Plain(
                    new PlacedEntry(line.place(), Entry.of(object, line.length())));
        }
        if (reserved.get().kind() != JsonField.Kind.OBJECT) {
            throw JsonFault.of("the field %s is reserved".formatted(Entry.RESERVED));
        }
        checkSum(line);
        JsonObject own = reader.read(object.valueText(reserved.get()));
        byte[] value = object.textWithout(reserved.get()).getBytes(StandardCharsets.UTF_8);
        return ours(line, new Metadata(own), value);
    }

    private static void checkSum(Lines.Line line) throws JsonFault {
        if (!Checksum.isRight(line.file(), line.from(), line.to())) {
            throw JsonFault.of("the checksum is wrong");
        }
    }

    private MemoryLine ours(Lines.Line line, Metadata fields, byte[] value) throws JsonFault {
        long version = fields.number("v", Long::parseLong);
        if (version > LineEncoder.VERSION) {
            return new MemoryLine.TooNew();
        }
        MemoryLine decoded = fields.has("replica") ? replica(fields) : write(fields, value);
        if (!encoder.takeIsLine(line)) {
            throw JsonFault.of("not canonical");
        }
        return decoded;
    }

    private MemoryLine replica(Metadata metadata) throws JsonFault {
        ReplicaId replica = metadata.string("replica", ReplicaId::new);
        @Nullable VersionVector acknowledged =
                metadata.has("acknowledged") ? metadata.string("acknowledged", Text::vector) : null;
        long frontier = metadata.has("frontier") ? metadata.number("frontier", Long::parseLong) : 0;
        boolean isRetired = metadata.has("retired");
        if (frontier < 0) {
            throw Metadata.fault("frontier");
        }
        if (acknowledged == null && frontier == 0 && !isRetired) {
            throw JsonFault.of("metadata: nothing is said of the replica");
        }
        MemoryLine.OfReplica line =
                new MemoryLine.OfReplica(replica, acknowledged, frontier, isRetired);
        encoder.replica(line);
        return line;
    }

    private MemoryLine write(Metadata metadata, byte[] value) throws JsonFault {
        MemoryLine.OfWrite line = new MemoryLine.OfWrite(writeOf(metadata, value), view(metadata));
        if (line.write().isTombstone() && !line.view().isNone()) {
            throw JsonFault.of("metadata: a view of what is removed");
        }
        if (!line.view().isOf(line.write())) {
            throw Metadata.fault("origins");
        }
        encoder.write(line.write(), line.view());
        return line;
    }

    private static Write writeOf(Metadata metadata, byte[] value) throws JsonFault {
        String key = metadata.string("key", text -> text);
        Dot dot = metadata.string("write", Text::dot);
        HybridTime time = metadata.string("time", Text::time);
        VersionVector seen =
                metadata.has("seen") ? metadata.string("seen", Text::vector) : VersionVector.EMPTY;
        if (value.length > Entry.BYTES_MAX) {
            throw JsonFault.of(
                    "an entry of %d bytes, at most %d".formatted(value.length, Entry.BYTES_MAX));
        }
        try {
            return metadata.has("removed")
                    ? Write.tombstone(key, dot, time, seen)
                    : Write.ofValue(key, dot, time, seen, value);
        } catch (IllegalArgumentException e) {
            throw JsonFault.of("metadata: no key, or a context that holds its own write");
        }
    }

    private View view(Metadata metadata) throws JsonFault {
        int concurrent =
                metadata.has("concurrent") ? metadata.number("concurrent", Integer::parseInt) : 0;
        if (concurrent < 0) {
            throw Metadata.fault("concurrent");
        }
        return concurrent == 0 && !metadata.has("origins")
                ? View.NONE
                : new View(origins(metadata), concurrent);
    }

    private Map<String, Dot> origins(Metadata metadata) throws JsonFault {
        Optional<JsonField> field = metadata.fields().field("origins");
        if (field.isEmpty()) {
            return Map.of();
        }
        if (field.get().kind() != JsonField.Kind.OBJECT) {
            throw Metadata.fault("origins");
        }
        JsonObject object = reader.read(metadata.fields().valueText(field.get()));
        Metadata dots = new Metadata(object);
        Map<String, Dot> origins = new LinkedHashMap<>();
        for (JsonField origin : object.fields()) {
            origins.put(origin.name(), dots.string(origin.name(), Text::dot));
        }
        return origins;
    }
}
