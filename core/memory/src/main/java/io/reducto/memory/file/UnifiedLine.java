package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.Write;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The line of one content in the unified file. */
public final class UnifiedLine {
    private UnifiedLine() {}

    /**
     * The line, without its end.
     *
     * @param shown what each key shows that has this content, ascending by key; one or more
     * @param concurrent how many other maximal values these keys have
     */
    public static byte[] of(List<Write> shown, int concurrent) {
        LineEncoder encoder = new LineEncoder();
        MemoryLine.OfWrite line = line(shown, concurrent);
        encoder.write(line.write(), line.view());
        byte[] bytes = encoder.take();
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    static MemoryLine.OfWrite line(List<Write> shown, int concurrent) {
        Map<String, Dot> origins = new LinkedHashMap<>();
        if (shown.size() > 1) {
            shown.forEach(write -> origins.put(write.key(), write.dot()));
        }
        return new MemoryLine.OfWrite(shown.get(0), new View(origins, concurrent));
    }
}
