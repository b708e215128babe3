package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.entry.Place;
import io.reducto.memory.json.JsonFault;

/**
 * Reads lines that come one by one, as messages for instance. Every line is one of three things; it
 * never throws, whatever the bytes are. For one thread.
 */
public final class LineReader {
    private final LineDecoder decoder = new LineDecoder();

    /** What a line is. */
    public sealed interface Read {
        /** A write, or what is known of a replica. */
        record Part(ObservedRemoveMap state) implements Read {}

        /** An entry of somebody who knows nothing of writes. */
        record Plain(Entry entry) implements Read {}

        /**
         * Nothing that can be taken.
         *
         * @param reason does not quote the line
         */
        record Refused(String reason) implements Read {}
    }

    /** What {@code line} is, with or without its end. */
    public Read read(byte[] line) {
        int length = line.length;
        while (length > 0 && isEnd(line[length - 1])) {
            length--;
        }
        try {
            return read(decoder.decode(new Lines.Line(new Place("line", 0, 1), line, 0, length)));
        } catch (JsonFault fault) {
            return new Read.Refused(fault.reason());
        }
    }

    private static boolean isEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private static Read read(MemoryLine line) {
        if (line instanceof MemoryLine.Plain plain) {
            return new Read.Plain(plain.entry().entry());
        }
        if (line instanceof MemoryLine.TooNew) {
            return new Read.Refused("a newer release wrote it; install that release");
        }
        StateParts parts = new StateParts();
        parts.take(line);
        return new Read.Part(parts.state());
    }
}
