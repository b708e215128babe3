package io.reducto.repository.format;

import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.repository.format.RepositoryDescription.Tier;
import io.reducto.repository.format.RepositoryDescription.Volume;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes descriptions: equal descriptions give equal bytes, one line per field or list element.
 * Names and addresses hold nothing that JSON would escape. Stateless.
 */
public final class DescriptionWriter {
    private DescriptionWriter() {}

    /** The file of a description. */
    public static byte[] write(RepositoryDescription description) {
        return text(description, ",\n  \"digest\": \"" + digest(description) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The digest that stands in the file: of the file that would be written without it. */
    static Digest digest(RepositoryDescription description) {
        return Digest.of(text(description, "").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RepositoryDescription description, String end) {
        return """
                {
                  "format": "%s",
                  "version": %d,
                  "id": "%s",
                  "generation": %d,
                  "generations": %s,
                  "lead": "%s",
                  "chunking": "%s",
                  "volumes": %s,
                  "tiers": %s%s
                }
                """
                .formatted(
                        DescriptionFormat.FORMAT,
                        DescriptionFormat.VERSION,
                        description.id(),
                        description.generation(),
                        list(description.generations(), DescriptionWriter::generation),
                        description.lead(),
                        description.chunking(),
                        list(description.volumes(), DescriptionWriter::volume),
                        list(description.tiers(), DescriptionWriter::tier),
                        end);
    }

    private static <T> String list(List<T> elements, Function<T, String> line) {
        return elements.stream()
                .map(element -> "    " + line.apply(element))
                .collect(Collectors.joining(",\n", "[\n", "\n  ]"));
    }

    private static String generation(Generation generation) {
        return "{ \"generation\": %d, \"first\": %d }"
                .formatted(generation.number(), generation.first());
    }

    private static String volume(Volume volume) {
        return "{ \"name\": \"%s\", \"uri\": \"%s\", \"domain\": \"%s\", \"metadata\": %b }"
                .formatted(volume.name(), volume.uri(), volume.domain(), volume.metadata());
    }

    private static String tier(Tier tier) {
        String volumes =
                tier.volumes().stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
        return "{ \"name\": \"%s\", \"geometry\": \"%s\", \"volumes\": %s }"
                .formatted(tier.name(), tier.geometry(), volumes);
    }
}
