package io.reducto.memory.json;

import java.util.Optional;

/** The own fields of one object. */
public interface JsonFields {
    /** The field of this name. */
    Optional<JsonField> field(String name);

    /** The canonical text of the value of {@code field}, which is one of these. */
    String valueText(JsonField field);
}
