package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes lines of ours, each with its checksum; {@link LineDecoder} reads them. */
final class LineEncoder {
    static final int VERSION = 1;

    private static final String METADATA = "\"" + Entry.RESERVED + "\":{\"v\":" + VERSION;

    private final LineBytes file = new LineBytes();
    private final StringBuilder text = new StringBuilder();

    /** Whether what was written is {@code line}, and nothing else; forgets it. */
    boolean takeIsLine(Lines.Line line) {
        boolean isLine = file.isLine(line.file(), line.from(), line.to());
        file.reset();
        return isLine;
    }

    /** What was written since the last time that this was called. */
    byte[] take() {
        byte[] bytes = file.toByteArray();
        file.reset();
        return bytes;
    }

    /** How many bytes that is. */
    int size() {
        return file.size();
    }

    /** Lines that were written before. */
    void copy(byte[] lines, int from, int to) {
        file.write(lines, from, to - from);
    }

    void plain(String value) {
        file.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        file.write('\n');
    }

    void write(Write write, View view) {
        int from = file.size();
        if (write.isTombstone()) {
            file.write('{');
        } else {
            write.writeValue(file);
            file.reopen();
        }
        text.setLength(0);
        text.append(file.size() - from > 1 ? "," : "").append(METADATA);
        name("key");
        JsonStrings.quote(write.key(), text);
        name("write").append('"');
        Text.append(write.dot(), text).append('"');
        name("time").append('"');
        Text.append(write.time(), text).append('"');
        if (!write.seen().equals(VersionVector.EMPTY)) {
            name("seen").append('"');
            Text.append(write.seen(), text).append('"');
        }
        if (write.isTombstone()) {
            text.append(",\"removed\":true");
        }
        view(view);
        end(from);
    }

    private void view(View view) {
        if (!view.origins().isEmpty()) {
            char before = '{';
            text.append(",\"origins\":");
            for (Map.Entry<String, Dot> origin : view.origins().entrySet()) {
                text.append(before);
                JsonStrings.quote(origin.getKey(), text);
                text.append(":\"");
                Text.append(origin.getValue(), text).append('"');
                before = ',';
            }
            text.append('}');
        }
        if (view.concurrent() != 0) {
            text.append(",\"concurrent\":").append(view.concurrent());
        }
    }

    void replica(MemoryLine.OfReplica replica) {
        int from = file.size();
        text.setLength(0);
        text.append('{').append(METADATA);
        name("replica").append('"').append(replica.replica().text()).append('"');
        VersionVector acknowledged = replica.acknowledged();
        if (acknowledged != null) {
            name("acknowledged").append('"');
            Text.append(acknowledged, text).append('"');
        }
        if (replica.frontier() != 0) {
            text.append(",\"frontier\":").append(replica.frontier());
        }
        if (replica.isRetired()) {
            text.append(",\"retired\":true");
        }
        end(from);
    }

    private StringBuilder name(String name) {
        return text.append(",\"").append(name).append("\":");
    }

    private void end(int from) {
        file.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        file.end(from);
    }
}
