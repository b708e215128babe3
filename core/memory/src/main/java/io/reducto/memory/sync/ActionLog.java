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
import java.time.Instant;
import java.util.ArrayList;
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

    ActionLog(LocalFolder folder) {
        this.folder = folder;
    }

    /** Adds an action; {@code facts} are numbers, texts or booleans. */
    void add(Instant time, String action, Map<String, ?> facts) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", time.toString());
            json.writeStringField("action", action);
            for (var fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                json.writeObject(fact.getValue());
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
