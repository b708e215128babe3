package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.KeyOrder;
import io.reducto.crdt.Write;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a line of the unified file says beside its write.
 *
 * @param origins where the content stands under several keys: all of them in their order, with the
 *     write shown of each; otherwise empty
 * @param concurrent how many other maximal values of these keys have another content
 */
record View(Map<String, Dot> origins, int concurrent) {
    static final View NONE = new View(Map.of(), 0);

    /** Of two views of one write the greater says more. */
    static final Comparator<View> BY_EXTENT =
            Comparator.comparingInt((View view) -> view.origins.size())
                    .thenComparingInt(View::concurrent)
                    .thenComparing(view -> view.origins.toString());

    View {
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    /** Whether it says nothing. */
    boolean isNone() {
        return origins.isEmpty() && concurrent == 0;
    }

    /** Whether this can be the view of the content that {@code write} shows. */
    boolean isOf(Write write) {
        if (origins.isEmpty()) {
            return true;
        }
        Iterator<String> keys = origins.keySet().iterator();
        String last = keys.next();
        boolean isFirst = last.equals(write.key()) && write.dot().equals(origins.get(last));
        boolean isAscending = origins.size() > 1;
        while (keys.hasNext()) {
            String key = keys.next();
            isAscending &= KeyOrder.isKey(key) && KeyOrder.BY_CODE_POINT.compare(last, key) < 0;
            last = key;
        }
        return isFirst && isAscending;
    }
}
