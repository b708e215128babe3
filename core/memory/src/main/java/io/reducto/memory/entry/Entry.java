package io.reducto.memory.entry;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonObject;
import io.reducto.memory.json.JsonObjectReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a memory: an object of JSON in its canonical text. Immutable; two entries with the
 * same value are equal.
 */
public final class Entry {
    /** The largest entry, in bytes of UTF-8. */
    public static final int BYTES_MAX = 1 << 24;

    /** The field that is ours: metadata, never part of a value. */
    public static final String RESERVED = "_reducto";

    /** What two entries of the same content may differ in. */
    static final Set<String> IDENTITY = Set.of("id", "original_id");

    private final JsonObject object;
    private final byte[] value;
    private final String key;
    private final OptionalLong userTimeMillis;
    private @Nullable ContentDigest content;

    private Entry(JsonObject object, byte[] value) {
        this.object = object;
        this.value = value;
        this.key = EntryKey.of(object);
        this.userTimeMillis = UserTime.of(object);
    }

    /**
     * The entry whose value is {@code value}: what {@link #value} has answered, here or elsewhere.
     *
     * @throws IllegalArgumentException where it is not canonical text of an entry
     */
    public static Entry ofValue(byte[] value) {
        try {
            String text = new String(value, StandardCharsets.UTF_8);
            JsonObject object = new JsonObjectReader().read(text);
            Entry entry = new Entry(object, object.text().getBytes(StandardCharsets.UTF_8));
            if (value.length > BYTES_MAX
                    || object.field(RESERVED).isPresent()
                    || !Arrays.equals(entry.value, value)) {
                throw new IllegalArgumentException(
                        "value: expected the canonical text of an entry, found other %d bytes"
                                .formatted(value.length));
            }
            return entry;
        } catch (JsonFault e) {
            throw new IllegalArgumentException("value: " + e.reason(), e);
        }
    }

    /**
     * The entry that a user's tools wrote as {@code object}. Metadata of ours in it, for instance
     * because it was copied out of a repository, is left out.
     *
     * @param bytesRead how long it was when it was read, white space included
     * @throws JsonFault where it is too long or its reserved field is not ours
     */
    public static Entry of(JsonObject object, int bytesRead) throws JsonFault {
        if (bytesRead > BYTES_MAX) {
            throw JsonFault.of("an entry of %d bytes, at most %d".formatted(bytesRead, BYTES_MAX));
        }
        Optional<JsonField> reserved = object.field(RESERVED);
        JsonObject own = reserved.isEmpty() ? object : without(object, reserved.get());
        return new Entry(own, own.text().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject without(JsonObject object, JsonField reserved) throws JsonFault {
        JsonObjectReader reader = new JsonObjectReader();
        if (reserved.kind() == JsonField.Kind.OBJECT) {
            JsonObject metadata = reader.read(object.valueText(reserved));
            if (metadata.field("v").filter(JsonField::isNumber).isPresent()
                    && metadata.field("write").filter(JsonField::isText).isPresent()) {
                return reader.read(object.textWithout(reserved));
            }
        }
        throw JsonFault.of("the field %s is reserved and not ours here".formatted(RESERVED));
    }

    /** The key: what the entry is called in its namespace, or what it says. */
    public String key() {
        return key;
    }

    /** A copy of the canonical text in UTF-8. */
    public byte[] value() {
        return value.clone();
    }

    void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(value);
    }

    /** The canonical text and its fields. */
    public JsonObject object() {
        return object;
    }

    /**
     * When it was by the user's own fields, in milliseconds since 1970. Orders what is shown and
     * decides nothing.
     */
    public OptionalLong userTimeMillis() {
        return userTimeMillis;
    }

    /** What its content is compared by; computed when it is asked for first. */
    public ContentDigest content() {
        ContentDigest known = content;
        if (known == null) {
            known = new ContentReader().digest(this);
            content = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Its length; neither its key nor its value, which may hold secrets. */
    @Override
    public String toString() {
        return "entry of %d bytes".formatted(value.length);
    }
}
