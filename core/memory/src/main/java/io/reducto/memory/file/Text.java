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

    static StringBuilder append(Dot dot, StringBuilder text) {
        return append(dot.replica(), dot.sequence(), text);
    }

    private static StringBuilder append(ReplicaId replica, long sequence, StringBuilder text) {
        return text.append(replica.text()).append(AT).append(sequence);
    }

    static Dot dot(String text) {
        int at = text.indexOf(AT);
        return new Dot(new ReplicaId(text.substring(0, Math.max(at, 0))), number(text, at + 1));
    }

    static StringBuilder append(VersionVector vector, StringBuilder text) {
        String between = "";
        for (ReplicaId replica : vector.replicas()) {
            append(replica, vector.sequence(replica), text.append(between));
            between = " ";
        }
        return text;
    }

    static VersionVector vector(String text) {
        if (text.indexOf(' ') < 0 && !text.isEmpty()) {
            return VersionVector.EMPTY.with(dot(text));
        }
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

    static StringBuilder append(HybridTime time, StringBuilder text) {
        text.append(time.millis());
        return time.counter() == 0 ? text : text.append('.').append(time.counter());
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
