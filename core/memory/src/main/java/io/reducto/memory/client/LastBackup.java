package io.reducto.memory.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.StateDataException;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client's file held at its last backup, and for each key the context that stood behind it:
 * what tells an edit from an old copy.
 *
 * <p>Keys that have left the file stay: absence is not a removal, and an old file that comes back
 * is not an edit. For one thread.
 *
 * <pre>
 * base := Line{n}                                    ascending by key
 * Line := {"key":K,"contents":[D, …],"observed":B}\n
 * D    := a content digest, 64 hex digits
 * B    := the bytes of a version vector, base64
 * </pre>
 */
public final class LastBackup {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * One key.
     *
     * @param contents of all entries of the key in the file
     * @param observed what the client has seen of the key
     */
    record Held(Set<ContentDigest> contents, VersionVector observed) {
        static final Held NOTHING = new Held(Set.of(), VersionVector.EMPTY);

        Held {
            contents = Set.copyOf(contents);
        }

        Held with(ContentDigest content, VersionVector context) {
            Set<ContentDigest> more = new TreeSet<>(contents);
            more.add(content);
            return new Held(more, observed.join(context));
        }

        /** The same context, and of the contents those of {@code now}. */
        Held only(Set<ContentDigest> now) {
            return contents.equals(now) ? this : new Held(now, observed);
        }
    }

    private final TreeMap<String, Held> byKey = new TreeMap<>();

    /** A client that was never backed up. */
    public LastBackup() {}

    /** That of a client whose file holds all that {@code state} shows, and nothing else. */
    public static LastBackup ofVisible(ObservedRemoveMap state) {
        LastBackup base = new LastBackup();
        ContentReader reader = new ContentReader();
        for (Register register : state.registers()) {
            Optional<byte[]> value = register.visible().flatMap(Write::value);
            if (value.isPresent()) {
                ContentDigest content = reader.read(value.get()).digest();
                base.learn(register.key(), new Held(Set.of(content), register.context()));
            }
        }
        return base;
    }

    Optional<Held> held(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    void learn(String key, Held held) {
        byKey.put(key, held);
    }

    /** How many keys. */
    public int size() {
        return byKey.size();
    }

    /** The bytes that {@link #read} reads. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (var entry : byKey.entrySet()) {
                write(json, entry.getKey(), entry.getValue());
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, String key, Held held) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeArrayFieldStart("contents");
        for (ContentDigest content : new TreeSet<>(held.contents)) {
            json.writeString(content.toString());
        }
        json.writeEndArray();
        json.writeStringField(
                "observed", Base64.getEncoder().encodeToString(held.observed.bytes()));
        json.writeEndObject();
    }

    /**
     * Reads {@link #bytes}; empty where they are something else, for instance cut off. Without its
     * base a client's file is read as that of a client that was never backed up, which loses
     * nothing.
     */
    public static Optional<LastBackup> read(byte[] bytes) {
        LastBackup base = new LastBackup();
        try (JsonParser json = JSON.createParser(bytes)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                base.readLine(json);
            }
            return json.currentToken() == null ? Optional.of(base) : Optional.empty();
        } catch (IOException | IllegalArgumentException | StateDataException e) {
            return Optional.empty();
        }
    }

    private void readLine(JsonParser json) throws IOException {
        String key = text(json, "key");
        Set<ContentDigest> contents = new TreeSet<>();
        expect("contents".equals(json.nextFieldName()), json);
        expect(json.nextToken() == JsonToken.START_ARRAY, json);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            contents.add(ContentDigest.parse(json.getText()));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, json);
        byte[] observed = Base64.getDecoder().decode(text(json, "observed"));
        expect(json.nextToken() == JsonToken.END_OBJECT, json);
        learn(key, new Held(contents, VersionVector.read(observed)));
    }

    private static String text(JsonParser json, String field) throws IOException {
        expect(field.equals(json.nextFieldName()), json);
        expect(json.nextToken() == JsonToken.VALUE_STRING, json);
        return json.getText();
    }

    private static void expect(boolean holds, JsonParser json) throws IOException {
        if (!holds) {
            throw new IOException("base of a client: unexpected " + json.currentToken());
        }
    }
}
