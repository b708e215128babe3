package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import io.reducto.testkit.Seed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goes on where a release stopped: its savepoint, its repository and its messages, with the job of
 * this build.
 */
@ExtendWith(SharedCluster.class)
@Timeout(300)
class ReleaseMigrationITCase {
    private static final String DATA_SET = "builds";
    private static final int SEGMENT_BYTES = 60_000;
    private static final byte[] STANDING = Seed.of(11).bytes(400_000);
    private static final byte[] EDITED = edited(STANDING, 200_000);
    private static final byte[] EDITED_AGAIN = edited(EDITED, 100_000);
    private static final byte[] OPEN = Seed.of(12).bytes(300_000);
    private static final byte[] OTHER = Seed.of(13).bytes(100_000);

    /** More than one segment, and an unfinished chunk, of an upload that is open. */
    private static final int OPEN_SEGMENTS = 3;

    @TempDir Path folder;

    private static byte[] edited(byte[] before, int at) {
        byte[] after = before.clone();
        System.arraycopy(Seed.of(at).bytes(2_000), 0, after, at, 2_000);
        return after;
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void goesOnFromTheSavepointOfARelease(String release, LocalClusterFixture cluster)
            throws Exception {
        ReleaseGolden golden = new ReleaseGolden(release);
        golden.unpack(folder);
        IngestFixture ingest = IngestFixture.over(cluster, folder, golden.name());
        RecordedSegments.read(folder.resolve("before.segments"))
                .publish(cluster.bootstrapServers(), ingest.segments());
        Map<String, String> before = ingest.committed().restoreAll();
        assertThat(before)
                .isEqualTo(Map.of("tool@1", Feeder.hex(STANDING), "tool@2", Feeder.hex(EDITED)));
        List<LineageId> lineages = ingest.committed().lineages();
        long chunks = ingest.committed().chunks();

        String job =
                ingest.submit(3, Optional.of(ReleaseGolden.savepoint(folder).toUri().toString()));
        RecordedSegments.read(folder.resolve("after.segments"))
                .publish(cluster.bootstrapServers(), ingest.segments());
        Map<String, String> after =
                Map.of(
                        "tool@1", Feeder.hex(STANDING),
                        "tool@2", Feeder.hex(EDITED),
                        "tool@3", Feeder.hex(EDITED_AGAIN),
                        "image@1", Feeder.hex(OPEN));
        eventually(
                IngestFixture.PATIENCE,
                "what was published after the release is committed",
                () -> ingest.committed().versions().equals(after));
        ingest.rest().cancel(job);

        assertThat(ingest.committed().restoreAll()).isEqualTo(after);
        assertThat(ingest.committed().lineages()).as("one lineage, the same").isEqualTo(lineages);
        // tool@3 differs from tool@2 in one place: all but a few chunks were known to the state.
        assertThat(ingest.committed().chunks() - chunks).isLessThan(OPEN.length / 8_192 + 4);
        assertThat(ingest.rejections())
                .as("other content under a version that stands")
                .containsExactly("other VERSION_CONFLICT");
    }

    /** Run by a release, on itself: {@code -Dreducto.release.golden=0.1.0}. */
    @Test
    @EnabledIfSystemProperty(named = "reducto.release.golden", matches = ".+")
    void writeGolden(LocalClusterFixture cluster) throws Exception {
        ReleaseGolden golden = new ReleaseGolden(System.getProperty("reducto.release.golden", ""));
        IngestFixture ingest = new IngestFixture(cluster, folder, golden.name());
        List<RecordedSegments.Message> image = upload("image", "1", "open", OPEN);
        RecordedSegments before = new RecordedSegments(new ArrayList<>());
        before.messages().addAll(image.subList(0, OPEN_SEGMENTS));
        before.messages().addAll(upload("tool", "1", "a", STANDING));
        before.messages().addAll(upload("tool", "2", "b", EDITED));
        RecordedSegments after = new RecordedSegments(new ArrayList<>());
        after.messages().addAll(upload("tool", "1", "again", STANDING));
        after.messages().addAll(upload("tool", "1", "other", OTHER));
        after.messages().addAll(upload("tool", "3", "c", EDITED_AGAIN));
        after.messages().addAll(image.subList(OPEN_SEGMENTS, image.size()));
        before.write(folder.resolve("before.segments"));
        after.write(folder.resolve("after.segments"));

        String job = ingest.submit(2, Optional.empty());
        before.publish(cluster.bootstrapServers(), ingest.segments());
        eventually(
                IngestFixture.PATIENCE,
                "two versions are committed",
                () -> ingest.committed().versions().size() == 2);
        Path savepoints = Files.createDirectories(folder.resolve("savepoints"));
        String savepoint =
                ingest.rest()
                        .stop(
                                job,
                                Optional.of(savepoints.toUri().toString()),
                                false,
                                IngestFixture.PATIENCE);
        Files.move(Path.of(URI.create(savepoint)), ReleaseGolden.savepoint(folder));
        Files.delete(savepoints);
        golden.write(folder);
    }

    /** All in one partition: what comes later was read later. */
    private static List<RecordedSegments.Message> upload(
            String object, String version, String upload, byte[] content) {
        UploadId id = new UploadId(DATA_SET, object, version, upload);
        byte[] key = (DATA_SET + '\0' + object).getBytes(StandardCharsets.UTF_8);
        List<RecordedSegments.Message> messages = new ArrayList<>();
        for (int from = 0; from < content.length; from += SEGMENT_BYTES) {
            int to = Math.min(content.length, from + SEGMENT_BYTES);
            boolean isLast = to == content.length;
            Declaration declared =
                    new Declaration(
                            OptionalLong.of(content.length),
                            Optional.of(Blake3.hash(content, 0, content.length)),
                            Optional.empty());
            Segment segment =
                    new Segment(
                            id,
                            messages.size(),
                            isLast,
                            isLast ? declared : Declaration.NONE,
                            Arrays.copyOfRange(content, from, to));
            messages.add(new RecordedSegments.Message(0, key, SegmentCodec.encode(segment)));
        }
        return messages;
    }
}
