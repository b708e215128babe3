package io.reducto.memory.file;

import io.reducto.memory.entry.Lines;
import io.reducto.memory.json.JsonFault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes the lines of files that belong together, each text once: nearly all lines of the unified
 * file stand in the files of the replicas, and versions of a file differ little.
 */
final class LineCache {
    /** The bytes at the end that tell lines apart: the checksum, and what closes the line. */
    private static final int END_BYTES = 11;

    private record Known(Lines.Line line, MemoryLine decoded) {}

    private final LineDecoder decoder = new LineDecoder();

    /* One line for each end: where checksums are made to collide, lines are decoded again. */
    private final Map<Integer, Known> known = new HashMap<>();

    MemoryLine decode(Lines.Line line) throws JsonFault {
        Integer end = end(line);
        Known same = known.get(end);
        if (same != null && isSame(same.line, line)) {
            return same.decoded;
        }
        MemoryLine decoded = decoder.decode(line);
        if (decoded instanceof MemoryLine.OfWrite) {
            known.put(end, new Known(line, decoded));
        }
        return decoded;
    }

    private static int end(Lines.Line line) {
        int hash = 0;
        for (int i = Math.max(line.from(), line.to() - END_BYTES); i < line.to(); i++) {
            hash = 31 * hash + line.file()[i];
        }
        return hash;
    }

    private static boolean isSame(Lines.Line a, Lines.Line b) {
        return Arrays.equals(a.file(), a.from(), a.to(), b.file(), b.from(), b.to());
    }
}
