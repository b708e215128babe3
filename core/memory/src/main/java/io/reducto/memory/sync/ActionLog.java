package io.reducto.memory.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What commands have done in this clone: a line of JSON each. It has times, counts, commits and
 * names of replicas; never a key, never content.
 */
final class ActionLog {
    private static final String NAME = "log.jsonl";
    private static final String OLDER = "log.1.jsonl";

    /** Then it becomes the older log, and the one before that is gone. */
    private static final long BYTES_MAX = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private final LocalFolder folder;
    private final InstantSource clock;

    ActionLog(LocalFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Something that a command does. */
    interface Action {
        void run() throws MemoryException, IOException;
    }

    /** Runs {@code action}; adds {@code facts}, or that it failed. */
    void during(String name, Map<String, ?> facts, Action action)
            throws MemoryException, IOException {
        attempt(name, action);
        add(name, facts);
    }

    /** Runs {@code action}; adds only that it failed. */
    void attempt(String name, Action action) throws MemoryException, IOException {
        try {
            action.run();
        } catch (MemoryException e) {
            throw failed(name, e);
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** Adds that {@code action} failed; answers {@code failure}, to be thrown. */
    MemoryException failed(String action, MemoryException failure) {
        return failed(action, failure.kind().name(), failure);
    }

    /** Adds that {@code action} failed; answers {@code failure}, to be thrown. */
    IOException failed(String action, IOException failure) {
        return failed(action, failure.getClass().getSimpleName(), failure);
    }

    /** A failure matters more than a line that cannot be written. */
    private <E extends Exception> E failed(String action, String kind, E failure) {
        try {
            add(action, Map.of("failure", kind));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Adds an action; {@code facts} are numbers, texts, booleans, or lists of texts. */
    void add(String action, Map<String, ?> facts) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("action", action);
            for (var fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                write(fact.getValue(), json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
        Path file = folder.path(NAME);
        if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
            folder.setAside(NAME, OLDER);
        }
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND),
                        LocalFolder.attributes(file, LocalFolder.OWNER_FILE))) {
            channel.write(ByteBuffer.wrap(line.toByteArray()));
        }
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Collection<?> texts) {
            json.writeStartArray();
            for (Object text : texts) {
                json.writeString(text.toString());
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }

    /** The lines, the oldest first. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : List.of(OLDER, NAME)) {
            byte[] file = folder.read(name).orElse(new byte[0]);
            lines.addAll(new String(file, StandardCharsets.UTF_8).lines().toList());
        }
        return lines;
    }
}
