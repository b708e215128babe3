package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import java.util.Collections;
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

    View {
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }
}
