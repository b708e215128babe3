package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.json.JsonStrings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes lines of ours, each with its checksum; {@link LineDecoder} reads them. */
final class LineEncoder {
    static final int VERSION = 1;

    private static final String METADATA = "\"" + Entry.RESERVED + "\":{\"v\":" + VERSION;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();

    /** What was written since the last time that this was called. */
    byte[] take() {
        byte[] bytes = file.toByteArray();
        file.reset();
        return bytes;
    }

    boolean isEmpty() {
        return file.size() == 0;
    }

    void plain(String value) {
        file.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        file.write('\n');
    }

    void write(Write write, View view) {
        byte[] value = write.value().orElse(new byte[] {'{', '}'});
        line.reset();
        line.write(value, 0, value.length - 1);
        text.setLength(0);
        text.append(value.length > 2 ? "," : "").append(METADATA);
        string("key", write.key());
        string("write", Text.of(write.dot()));
        string("time", Text.of(write.time()));
        if (!write.seen().equals(VersionVector.EMPTY)) {
            string("seen", Text.of(write.seen()));
        }
        if (write.isTombstone()) {
            text.append(",\"removed\":true");
        }
        view(view);
        end();
    }

    private void view(View view) {
        if (!view.origins().isEmpty()) {
            char before = '{';
            text.append(",\"origins\":");
            for (Map.Entry<String, Dot> origin : view.origins().entrySet()) {
                text.append(before);
                JsonStrings.quote(origin.getKey(), text);
                text.append(":\"").append(Text.of(origin.getValue())).append('"');
                before = ',';
            }
            text.append('}');
        }
        if (view.concurrent() != 0) {
            text.append(",\"concurrent\":").append(view.concurrent());
        }
    }

    void replica(MemoryLine.OfReplica replica) {
        line.reset();
        line.write('{');
        text.setLength(0);
        text.append(METADATA);
        string("replica", replica.replica().text());
        VersionVector acknowledged = replica.acknowledged();
        if (acknowledged != null) {
            string("acknowledged", Text.of(acknowledged));
        }
        if (replica.frontier() != 0) {
            text.append(",\"frontier\":").append(replica.frontier());
        }
        if (replica.isRetired()) {
            text.append(",\"retired\":true");
        }
        end();
    }

    private void string(String name, String value) {
        text.append(",\"").append(name).append("\":");
        JsonStrings.quote(value, text);
    }

    private void end() {
        line.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        byte[] bytes = line.toByteArray();
        file.writeBytes(bytes);
        file.writeBytes(Checksum.endOf(bytes, 0, bytes.length));
        file.write('\n');
    }
}
