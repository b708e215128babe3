package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import java.util.HashMap;
import java.util.Map;

/**
 * Dots, vectors and times as words of a line. The parsers take what the writers would not give
 * (another order, zeros in front), because a line is written again and compared as a whole; what
 * means nothing is an {@link IllegalArgumentException}.
 */
final class Text {
    private static final char AT = '@';

    private Text() {}

    static String of(Dot dot) {
        return dot.replica().text() + AT + dot.sequence();
    }

    static Dot dot(String text) {
        int at = text.indexOf(AT);
        return new Dot(new ReplicaId(text.substring(0, Math.max(at, 0))), number(text, at + 1));
    }

    static String of(VersionVector vector) {
        StringBuilder text = new StringBuilder();
        for (ReplicaId replica : vector.replicas()) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(replica.text()).append(AT).append(vector.sequence(replica));
        }
        return text.toString();
    }

    static VersionVector vector(String text) {
        Map<ReplicaId, Long> sequences = new HashMap<>();
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int to = space < 0 ? text.length() : space;
            Dot dot = dot(text.substring(from, to));
            sequences.put(dot.replica(), dot.sequence());
            from = to + 1;
        }
        return VersionVector.of(sequences);
    }

    static String of(HybridTime time) {
        return time.counter() == 0
                ? Long.toString(time.millis())
                : time.millis() + "." + time.counter();
    }

    static HybridTime time(String text) {
        int point = text.indexOf('.');
        return point < 0
                ? new HybridTime(number(text, 0), 0)
                : new HybridTime(
                        number(text.substring(0, point), 0),
                        Math.toIntExact(number(text, point + 1)));
    }

    private static long number(String text, int from) {
        return Long.parseLong(text, from, text.length(), 10);
    }
}
