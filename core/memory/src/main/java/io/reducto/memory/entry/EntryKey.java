package io.reducto.memory.entry;

import io.reducto.codec.digest.Blake3;
import io.reducto.crdt.KeyOrder;
import io.reducto.memory.json.JsonField;
import io.reducto.memory.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Keys of entries: {@code namespace/name}, or {@code namespace/#} and a digest. */
final class EntryKey {
    static final String NAMESPACE_DEFAULT = "default";

    private static final List<String> NAMES = List.of("id", "original_id", "key");
    private static final int DIGEST_BYTES = Blake3.BYTES / 2;

    private EntryKey() {}

    static String of(JsonObject object) {
        String namespace = namespace(object);
        for (String field : NAMES) {
            String name =
                    object.field(field).filter(EntryKey::isName).map(JsonField::scalar).orElse("");
            if (!name.isEmpty()) {
                String key = namespace + "/" + escapedName(name);
                return KeyOrder.isKey(key) ? key : namespace + "/#" + digest(object);
            }
        }
        return namespace + "/#" + digest(object);
    }

    private static boolean isName(JsonField field) {
        return field.isText() || field.isNumber();
    }

    private static String namespace(JsonObject object) {
        String namespace =
                object.field("namespace")
                        .filter(JsonField::isText)
                        .map(field -> escaped(field.scalar()).replace("/", "%2F"))
                        .orElse(NAMESPACE_DEFAULT);
        int rest = "/#".length() + 2 * DIGEST_BYTES;
        return KeyOrder.isKey(namespace + " ".repeat(rest)) ? namespace : NAMESPACE_DEFAULT;
    }

    private static String escapedName(String name) {
        String escaped = escaped(name);
        return escaped.startsWith("#") ? "%23" + escaped.substring(1) : escaped;
    }

    private static String escaped(String text) {
        return text.replace("%", "%25");
    }

    private static String digest(JsonObject object) {
        byte[] utf8 = object.sorted(Set.of()).getBytes(StandardCharsets.UTF_8);
        byte[] digest = Blake3.hash(utf8, 0, utf8.length);
        return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }
}
