package io.reducto.schemas.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/**
 * A published schema is the writer schema of files that exist: it never changes. Documentation may;
 * names, order, types, symbols and defaults may not. A change makes a new version instead.
 */
class PublishedSchemasTest {
    private static final Map<String, Schema> NEWEST =
            Map.of(
                    "Commit",
                    Commit.getClassSchema(),
                    "Recipe",
                    Recipe.getClassSchema(),
                    "RecipePage",
                    RecipePage.getClassSchema(),
                    "StagedEpoch",
                    io.reducto.schemas.ingest.StagedEpoch.getClassSchema(),
                    "EpochCommittable",
                    io.reducto.schemas.ingest.EpochCommittable.getClassSchema(),
                    "SinkState",
                    io.reducto.schemas.ingest.SinkState.getClassSchema());

    @Test
    void versionOneIsAsPublished() {
        NEWEST.forEach(
                (name, schema) ->
                        assertThat(schema)
                                .as("%s, version 1: a published schema file has changed", name)
                                .isEqualTo(golden("schema/v1/" + name + ".avsc")));
    }

    @Test
    void newestReadsEveryPublishedVersion() {
        NEWEST.forEach(
                (name, schema) ->
                        assertThat(
                                        SchemaCompatibility.checkReaderWriterCompatibility(
                                                        schema,
                                                        golden("schema/v1/" + name + ".avsc"))
                                                .getType())
                                .as(name)
                                .isEqualTo(SchemaCompatibilityType.COMPATIBLE));
    }

    private static Schema golden(String path) {
        return new Schema.Parser().parse(new String(Golden.bytes(path), StandardCharsets.UTF_8));
    }
}
