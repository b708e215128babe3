package io.reducto.repository.recipe;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Layout of recipes and their pages: Avro single-object encoding, so that every entry says which
 * schema it was written with; {@code docs/format/recipe.md} is the page.
 *
 * <pre>
 * entry := c3 01 fingerprint:u64 Avro binary encoding of Recipe or RecipePage
 * </pre>
 *
 * fingerprint is CRC-64-AVRO of the schema's parsing canonical form (Avro specification 1.11,
 * "Single object encoding").
 */
final class RecipeFormat {
    static final int HEADER_BYTES = 10;
    static final byte MARK_0 = (byte) 0xc3;
    static final byte MARK_1 = 0x01;

    static final Schema RECIPE = io.reducto.schemas.repository.Recipe.getClassSchema();
    static final Schema PAGE = io.reducto.schemas.repository.RecipePage.getClassSchema();

    private RecipeFormat() {}

    static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
