package io.reducto.repository.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.repository.format.RepositoryDescription.Tier;
import io.reducto.repository.format.RepositoryDescription.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads descriptions strictly; {@link DataException} on what is wrong with one. Stateless, safe for
 * use by several threads.
 */
public final class DescriptionReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Deeper than any description; a parser of this release has no limit of its own. */
    private static final int DEPTH_MAX = 8;

    private static final Set<String> FIELDS =
            Set.of(
                    "format",
                    "version",
                    "id",
                    "generation",
                    "generations",
                    "lead",
                    "chunking",
                    "volumes",
                    "tiers",
                    "digest");

    private DescriptionReader() {}

    /**
     * Reads a whole file.
     *
     * @param what names the file in errors, with its volume
     * @param generation that its name says
     */
    public static RepositoryDescription read(String what, int generation, byte[] file) {
        if (file.length > DescriptionFormat.FILE_BYTES_MAX) {
            throw new DataException.Malformed(
                    what,
                    DescriptionFormat.FILE_BYTES_MAX,
                    "expected at most %d bytes, found %d"
                            .formatted(DescriptionFormat.FILE_BYTES_MAX, file.length));
        }
        JsonNode root = parse(what, file);
        checkFormat(what, root);
        try {
            JsonFields fields = new JsonFields("", root, FIELDS);
            RepositoryDescription description = description(what, fields);
            long said = fields.number("generation");
            Rule.holds(
                    said == generation && description.generation() == generation,
                    "generation %d, as its name says".formatted(generation),
                    "%d in a list up to %d".formatted(said, description.generation()));
            checkDigest(what, fields.text("digest"), description);
            return description;
        } catch (IllegalArgumentException e) {
            throw new DataException.Malformed(what, 0, "description: " + e.getMessage());
        }
    }

    private static JsonNode parse(String what, byte[] file) {
        try {
            checkDepth(file);
            return JSON.readTree(file);
        } catch (JsonProcessingException e) {
            long at = Optional.ofNullable(e.getLocation()).map(l -> l.getByteOffset()).orElse(0L);
            throw new DataException.Malformed(
                    what, Math.max(0, at), "expected JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static void checkDepth(byte[] file) throws IOException {
        int depth = 0;
        try (JsonParser parser = JSON.createParser(file)) {
            while (parser.nextToken() != null) {
                depth += parser.currentToken().isStructStart() ? 1 : 0;
                depth -= parser.currentToken().isStructEnd() ? 1 : 0;
                if (depth > DEPTH_MAX) {
                    throw new com.fasterxml.jackson.core.JsonParseException(
                            parser, "more than %d levels".formatted(DEPTH_MAX));
                }
            }
        }
    }

    /** Kind and version come first: a newer description may have other fields. */
    private static void checkFormat(String what, JsonNode root) {
        JsonNode format = root.path("format");
        if (!format.isTextual() || !format.textValue().equals(DescriptionFormat.FORMAT)) {
            throw new DataException.WrongFormat(
                    what, DescriptionFormat.FORMAT, "a JSON file that does not say so");
        }
        JsonNode version = root.path("version");
        if (!version.isInt() || version.intValue() < 1) {
            throw new DataException.Malformed(what, 0, "description: expected a version from 1");
        }
        if (version.intValue() > DescriptionFormat.VERSION) {
            throw new DataException.FormatTooNew(
                    what, "version " + DescriptionFormat.VERSION, "version " + version.intValue());
        }
    }

    private static RepositoryDescription description(String what, JsonFields fields) {
        return new RepositoryDescription(
                RepositoryId.parse(fields.text("id")),
                fields.list(
                        "generations",
                        RepositoryDescription.GENERATIONS_MAX,
                        DescriptionReader::generation),
                fields.text("lead"),
                ChunkingSpec.read(what, fields.text("chunking")),
                fields.list(
                        "volumes", RepositoryDescription.VOLUMES_MAX, DescriptionReader::volume),
                fields.list("tiers", RepositoryDescription.TIERS_MAX, DescriptionReader::tier));
    }

    private static Generation generation(String path, JsonNode node) {
        JsonFields fields = new JsonFields(path, node, Set.of("generation", "first"));
        long number = fields.number("generation");
        Rule.range(path + "generation", number, 1, CommitFormat.GENERATION_MAX);
        return new Generation((int) number, fields.number("first"));
    }

    private static Volume volume(String path, JsonNode node) {
        JsonFields fields = new JsonFields(path, node, Set.of("name", "uri", "domain", "metadata"));
        return new Volume(
                fields.text("name"),
                URI.create(fields.text("uri")),
                fields.text("domain"),
                fields.flag("metadata"));
    }

    private static Tier tier(String path, JsonNode node) {
        JsonFields fields = new JsonFields(path, node, Set.of("name", "geometry", "volumes"));
        List<String> volumes =
                fields.list(
                        "volumes",
                        RepositoryDescription.VOLUMES_MAX,
                        (where, name) -> {
                            Rule.holds(name.isTextual(), where + " to be a text", name);
                            return name.textValue();
                        });
        return new Tier(fields.text("name"), Geometry.parse(fields.text("geometry")), volumes);
    }

    private static void checkDigest(String what, String said, RepositoryDescription description) {
        String expected = DescriptionWriter.digest(description).toString();
        if (!said.equals(expected)) {
            throw new DataException.Corrupt(
                    what, "digest " + expected + " of its fields", said.replaceAll("[^ -~]", "?"));
        }
    }
}
