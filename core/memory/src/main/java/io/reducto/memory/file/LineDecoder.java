package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.entry.PlacedEntry;
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
    private final JsonObjectReader reader = new JsonObjectReader();
    private final LineEncoder encoder = new LineEncoder();

    MemoryLine decode(Lines.Line line) throws JsonFault {
        JsonObject object = reader.read(line.file(), line.from(), line.to());
        Optional<JsonField> reserved = object.field(Entry.RESERVED);
        if (reserved.isEmpty()) {
            return new MemoryLine.Plain(
                    new PlacedEntry(line.place(), Entry.of(object, line.length())));
        }
        if (reserved.get().kind() != JsonField.Kind.OBJECT) {
            throw JsonFault.of("the field %s is reserved".formatted(Entry.RESERVED));
        }
        if (!Checksum.isRight(line.file(), line.from(), line.to())) {
            throw JsonFault.of("the checksum is wrong");
        }
        Metadata metadata = new Metadata(reader.read(object.valueText(reserved.get())));
        long version = metadata.number("v", Long::parseLong);
        if (version > LineEncoder.VERSION) {
            return new MemoryLine.TooNew();
        }
        MemoryLine decoded =
                metadata.has("replica")
                        ? replica(metadata)
                        : write(metadata, object.textWithout(reserved.get()));
        checkCanonical(line);
        return decoded;
    }

    /** What was decoded has been encoded again. */
    private void checkCanonical(Lines.Line line) throws JsonFault {
        byte[] again = encoder.take();
        int length = again.length - 1;
        if (!Arrays.equals(again, 0, length, line.file(), line.from(), line.to())) {
            throw JsonFault.of("not canonical");
        }
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

    private MemoryLine write(Metadata metadata, String value) throws JsonFault {
        MemoryLine.OfWrite line = new MemoryLine.OfWrite(writeOf(metadata, value), view(metadata));
        if (line.write().isTombstone() && !line.view().equals(View.NONE)) {
            throw JsonFault.of("metadata: a view of what is removed");
        }
        if (!line.view().isOf(line.write())) {
            throw Metadata.fault("origins");
        }
        encoder.write(line.write(), line.view());
        return line;
    }

    private static Write writeOf(Metadata metadata, String value) throws JsonFault {
        String key = metadata.string("key", text -> text);
        Dot dot = metadata.string("write", Text::dot);
        HybridTime time = metadata.string("time", Text::time);
        VersionVector seen =
                metadata.has("seen") ? metadata.string("seen", Text::vector) : VersionVector.EMPTY;
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Entry.BYTES_MAX) {
            throw JsonFault.of(
                    "an entry of %d bytes, at most %d".formatted(bytes.length, Entry.BYTES_MAX));
        }
        try {
            return metadata.has("removed")
                    ? Write.tombstone(key, dot, time, seen)
                    : Write.ofValue(key, dot, time, seen, bytes);
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
        Optional<JsonField> field = metadata.object().field("origins");
        if (field.isEmpty()) {
            return Map.of();
        }
        if (field.get().kind() != JsonField.Kind.OBJECT) {
            throw Metadata.fault("origins");
        }
        JsonObject object = reader.read(metadata.object().valueText(field.get()));
        Metadata dots = new Metadata(object);
        Map<String, Dot> origins = new LinkedHashMap<>();
        for (JsonField origin : object.fields()) {
            origins.put(origin.name(), dots.string(origin.name(), Text::dot));
        }
        return origins;
    }
}
