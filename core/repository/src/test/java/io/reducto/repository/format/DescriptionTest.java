package io.reducto.repository.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.repository.format.RepositoryDescription.Tier;
import io.reducto.repository.format.RepositoryDescription.Volume;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seed.Extension.class)
class DescriptionTest {
    private static final List<String> NAMES = List.of("v1", "v2", "v3", "v4", "v5", "v6");

    @Test
    void whatIsWrittenIsRead() {
        assertThat(read(text(sample()))).isEqualTo(sample());
    }

    @Test
    void goldenFileIsReadAndWrittenAgain() {
        byte[] golden = Golden.bytes("description/v1/000002.json");
        assertThat(DescriptionReader.read("d", 2, golden)).isEqualTo(sample());
        assertThat(DescriptionWriter.write(sample())).isEqualTo(golden);
    }

    @Test
    void layoutOfTheTextDoesNotMatter() {
        assertThat(read(text(sample()).replaceAll("\\s", ""))).isEqualTo(sample());
    }

    @Test
    void numbersHaveTheGenerationUnderWhichTheyWereWritten() {
        RepositoryDescription description = sample();
        assertThat(description.generationOf(117)).isEqualTo(1);
        assertThat(description.generationOf(118)).isEqualTo(2);
        assertThat(description.commitName(118).value()).isEqualTo("commits/000000000118.000002");
        RepositoryDescription third = description.next(new Generation(4, 118), "v3");
        assertThat(third.generationOf(118)).isEqualTo(4);
        assertThat(third.metadataVolumes()).containsExactly("v3", "v1", "v2", "v4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2 | FormatTooNew | version 2",
                "\"version\": 1 | \"version\": 0 | Malformed | version from 1",
                "\"version\": 1 | \"version\": \"1\" | Malformed | version from 1",
                "reducto-repository | something-else | WrongFormat | does not say so",
                "\"lead\": \"v2\" | \"lead\": \"v9\" | Malformed | the lead to be a metadata volume",
                "\"lead\": \"v2\" | \"lead\": \"v5\" | Malformed | the lead to be a metadata volume",
                "\"lead\": \"v2\" | \"lead\": \"v1\" | Corrupt | of its fields",
                "\"lead\": \"v2\" | \"leader\": \"v2\" | Malformed | the fields",
                "\"lead\": \"v2\" | \"lead\": 2 | Malformed | lead to be a text",
                "\"lead\": \"v2\" | \"lead\": \"v2\", \"lead\": \"v2\" | Malformed | Duplicate",
                "\"generation\": 2, | \"generation\": 3, | Malformed | as its name says",
                "\"first\": 118 | \"first\": 0 | Malformed | first commit of a generation",
                "\"first\": 118 | \"first\": 1e400 | Malformed | first to be an integer",
                "\"first\": 118 | \"first\": 99999999999999999999 | Malformed | first to be an integer",
                "\"geometry\": \"4+2\" | \"geometry\": \"5+2\" | Malformed | volumes of tier hot with geometry 5+2",
                "\"geometry\": \"4+2\" | \"geometry\": \"2+4\" | Malformed | metadata volumes in 5 failure domains",
                "rack-4 | rack-1 | Corrupt | of its fields",
                "\"v5\", \"v6\" | \"v5\", \"v5\" | Malformed | each volume once",
                "\"v5\", \"v6\" | \"v5\", \"v7\" | Malformed | names of volumes",
                "\"name\": \"v2\" | \"name\": \"v1\" | Malformed | volumes in ascending order",
                "file:///srv/v2 | file:///srv/v1 | Malformed | each volume at an address of its own",
                "file:///srv/v2 | srv/v2 | Malformed | an absolute URI",
                "\"metadata\": true | \"metadata\": 1 | Malformed | metadata to be true or false",
                "fastcdc2020-v1 | fastcdc2031-v1 | FormatTooNew | fastcdc2031",
                "\"id\": \"0 | \"id\": \"x | Malformed | description"
            })
    void whatIsWrongIsNamed(String from, String to, String error, String message) {
        String text = text(sample()).replaceFirst(java.util.regex.Pattern.quote(from), to);
        assertThat(text).isNotEqualTo(text(sample()));
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(error));
    }

    @Test
    void hostileSizesAreRefused() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("levels");
        byte[] long0 = new byte[DescriptionFormat.FILE_BYTES_MAX + 1];
        assertThatThrownBy(() -> DescriptionReader.read("d", 2, long0))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("at most 4194304");
        for (String text : List.of("", "{", "[]", "null", "{} {}", "\u0000")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void damageIsDetected(Seed seed) {
        byte[] file = DescriptionWriter.write(sample());
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = file.clone();
            damaged[seed.between(0, file.length)] ^= (byte) (1 << seed.between(0, 8));
            try {
                // White space may turn into other white space.
                assertThat(DescriptionReader.read("d", 2, damaged)).isEqualTo(sample());
            } catch (DataException expected) {
                assertThat(expected).hasMessageContaining("d: ");
            } catch (RuntimeException e) {
                fail("a damaged file must be answered with a DataException", e);
            }
        }
    }

    @Test
    void metadataVolumesNeedFailureDomainsOfTheirOwn() {
        List<Volume> volumes = new ArrayList<>(sample().volumes());
        Volume third = volumes.get(2);
        volumes.set(2, new Volume(third.name(), third.uri(), "rack-1", true));
        Volume fourth = volumes.get(3);
        volumes.set(3, new Volume(fourth.name(), fourth.uri(), "rack-1", true));
        assertThatThrownBy(
                        () ->
                                new RepositoryDescription(
                                        sample().id(),
                                        sample().generations(),
                                        "v2",
                                        sample().chunking(),
                                        volumes,
                                        sample().tiers()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 failure domains or more")
                .hasMessageContaining("found 2");
    }

    static RepositoryDescription sample() {
        List<Volume> volumes = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            URI uri = URI.create("file:///srv/v" + i);
            volumes.add(new Volume("v" + i, uri, "rack-" + i, i <= 4));
        }
        return new RepositoryDescription(
                SampleCommits.REPOSITORY,
                List.of(new Generation(1, 1), new Generation(2, 118)),
                "v2",
                ChunkingSpec.DEFAULT,
                volumes,
                List.of(
                        new Tier("cold", new Geometry(1, 1), List.of("v5", "v6")),
                        new Tier("hot", new Geometry(4, 2), NAMES)));
    }

    private static RepositoryDescription read(String text) {
        return DescriptionReader.read("d", 2, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(RepositoryDescription description) {
        return new String(DescriptionWriter.write(description), StandardCharsets.UTF_8);
    }
}
