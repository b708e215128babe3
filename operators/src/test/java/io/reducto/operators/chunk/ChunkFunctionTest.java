package io.reducto.operators.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.Question;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionReason;
import io.reducto.schemas.segment.Segment;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class ChunkFunctionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ChunkHarness chunker;

    @BeforeEach
    void open() throws Exception {
        chunker = ChunkHarness.fresh();
    }

    @AfterEach
    void close() throws Exception {
        chunker.close();
    }

    @Test
    void anObjectBecomesItsChunksAndARecipeHoweverItArrives(Seed seed) throws Exception {
        for (int most : new int[] {1 << 20, 5_000, 300}) {
            byte[] object = seed.bytes(100_000 + seed.random().nextInt(50_000));
            String version = "v" + most;
            int before = chunker.entries().size();
            for (Segment segment :
                    Uploads.cut(Uploads.id(version, "u"), object, most, seed.random())) {
                chunker.send(segment);
            }
            List<Entry> entries = chunker.entries().subList(before, chunker.entries().size());
            assertThat(ids(entries, PackFormat.KIND_CHUNK)).isEqualTo(Uploads.chunks(object));
            assertThat(content(entries)).isEqualTo(object);
            Recipe recipe = recipe(entries.get(entries.size() - 1));
            assertThat(recipe.root()).isEqualTo(Digest.of(object));
            assertThat(recipe.length()).isEqualTo(object.length);
            assertThat(recipe.name().version()).isEqualTo(version);
            assertThat(recipe.chunking()).isEqualTo(ChunkHarness.CHUNKING);
            assertThat(idsOf(recipe.inline().orElseThrow())).isEqualTo(Uploads.chunks(object));
        }
        assertThat(chunker.rejections()).isEmpty();
    }

    /** Half of the cuts are before the last byte of what waits, which had not been scanned. */
    @Test
    void aCutBeforeTheLastByteThatWaitedIsFound(Seed seed) throws Exception {
        byte[] object = seed.bytes(40_000);
        send(Uploads.cut(Uploads.id("1", "u"), object, 3, seed.random()));
        assertThat(ids(chunker.entries(), PackFormat.KIND_CHUNK)).isEqualTo(Uploads.chunks(object));
        assertThat(content(chunker.entries())).isEqualTo(object);
    }

    /** Who waits for room has told of everything that could give it back. */
    @Test
    void aSegmentLargerThanTheBudgetGoesThrough(Seed seed) throws Exception {
        byte[] object = seed.bytes(300_000);
        chunker.close();
        chunker = ChunkHarness.withBudget(10_000);
        CompletableFuture<Void> sender =
                CompletableFuture.runAsync(
                        () ->
                                sendUnchecked(
                                        Uploads.segment(Uploads.id("1", "u"), 0, true, object)));
        Instant end = Instant.now().plus(PATIENCE);
        while (!sender.isDone() && Instant.now().isBefore(end)) {
            chunker.entries();
            Thread.onSpinWait();
        }
        assertThat(sender).isCompleted();
        assertThat(content(chunker.entries())).isEqualTo(object);
    }

    private void sendUnchecked(Segment segment) {
        try {
            chunker.send(segment);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyEntryButARecipeIsAskedForUnderItsNumber(Seed seed) throws Exception {
        byte[] object = seed.bytes(60_000);
        send(Uploads.cut(Uploads.id("1", "u"), object, 20_000, seed.random()));
        List<Entry> entries = chunker.entries();
        List<Question> expected = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).sequence()).isEqualTo(i);
            if (entries.get(i).kind() != PackFormat.KIND_RECIPE) {
                expected.add(new Question(entries.get(i).id(), 0, i));
            }
        }
        assertThat(chunker.questions()).isEqualTo(expected);
    }

    @Test
    void aRestartInTheMiddleOfAnObjectChangesNothing(Seed seed) throws Exception {
        byte[] object = seed.bytes(120_000);
        long checkpoint = 1;
        for (Segment segment : Uploads.cut(Uploads.id("1", "u"), object, 9_000, seed.random())) {
            chunker.send(segment);
            chunker = chunker.restarted(checkpoint++);
        }
        assertThat(ids(chunker.entries(), PackFormat.KIND_CHUNK)).isEqualTo(Uploads.chunks(object));
        assertThat(recipe(chunker.entries().get(chunker.entries().size() - 1)).root())
                .isEqualTo(Digest.of(object));
    }

    @Test
    void aLargeRecipeLeavesInPages(Seed seed) throws Exception {
        byte[] object = seed.bytes(80 << 20);
        List<ChunkId> chunks = Uploads.chunks(object);
        assertThat(chunks).hasSizeGreaterThan(2 * RecipePage.CHUNKS_MAX);
        List<Segment> segments = Uploads.cut(Uploads.id("1", "u"), object, 8 << 20, seed.random());
        send(segments.subList(0, segments.size() / 2));
        chunker = chunker.restarted(1);
        send(segments.subList(segments.size() / 2, segments.size()));
        List<Entry> entries = chunker.entries();
        Recipe recipe = recipe(entries.get(entries.size() - 1));
        List<ChunkId> named = new ArrayList<>();
        for (PageReference reference : recipe.pages()) {
            Entry page =
                    entries.stream()
                            .filter(entry -> entry.id().equals(reference.id()))
                            .findFirst()
                            .orElseThrow();
            assertThat(page.kind()).isEqualTo(PackFormat.KIND_RECIPE_PAGE);
            RecipePage read = RecipeReader.readPage("page", bytes(page));
            assertThat(read.count()).isEqualTo(reference.chunks());
            named.addAll(idsOf(read));
        }
        assertThat(named).isEqualTo(chunks);
    }

    @Test
    void anEmptyObjectIsAnObject() throws Exception {
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, true, new byte[0]));
        assertThat(chunker.entries()).hasSize(1);
        assertThat(recipe(chunker.entries().get(0)).length()).isZero();
    }

    @Test
    void aRecipeNamesTheMessagesOfItsUpload(Seed seed) throws Exception {
        chunker.send(Uploads.segment(Uploads.id("other", "o"), 0, false, seed.bytes(10)));
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, false, seed.bytes(10)));
        chunker.send(Uploads.segment(Uploads.id("other", "o"), 1, false, seed.bytes(10)));
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 1, true, seed.bytes(10)));
        Recipe recipe = recipe(chunker.entries().get(chunker.entries().size() - 1));
        assertThat(recipe.origin()).contains(new TopicOrigin("segments", 3, 1, 3));
        assertThat(recipe.uploadId()).isEqualTo("u");
    }

    @Test
    void repeatedSegmentsAreDropped(Seed seed) throws Exception {
        byte[] object = seed.bytes(50_000);
        List<Segment> segments = Uploads.cut(Uploads.id("1", "u"), object, 9_000, seed.random());
        for (int i = 0; i < segments.size(); i++) {
            send(segments.subList(0, i + 1));
        }
        send(segments);
        assertThat(ids(chunker.entries(), PackFormat.KIND_CHUNK)).isEqualTo(Uploads.chunks(object));
        assertThat(ids(chunker.entries(), PackFormat.KIND_RECIPE)).hasSize(1);
        assertThat(chunker.rejections()).isEmpty();
    }

    @Test
    void aHoleGivesTheUploadUpAndTheRestOfItIsUnknown(Seed seed) throws Exception {
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, false, seed.bytes(10)));
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 2, false, seed.bytes(10)));
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 3, true, seed.bytes(10)));
        assertThat(reasons())
                .containsExactly(RejectionReason.SEQUENCE_GAP, RejectionReason.UNKNOWN_UPLOAD);
        Rejection gap = chunker.rejections().get(0);
        assertThat(gap.expected()).isEqualTo("ordinal 1");
        assertThat(gap.found()).isEqualTo("ordinal 2");
        assertThat(gap.position().offset()).isEqualTo(1);
        assertThat(gap.upload()).contains(Uploads.id("1", "u"));
        byte[] object = seed.bytes(20_000);
        send(Uploads.cut(Uploads.id("1", "again"), object, 9_000, seed.random()));
        assertThat(ids(chunker.entries(), PackFormat.KIND_RECIPE)).hasSize(1);
    }

    @Test
    void aNewUploadSupersedesTheOpenOne(Seed seed) throws Exception {
        byte[] object = seed.bytes(30_000);
        chunker.send(Uploads.segment(Uploads.id("1", "old"), 0, false, seed.bytes(20_000)));
        send(Uploads.cut(Uploads.id("1", "new"), object, 9_000, seed.random()));
        chunker.send(Uploads.segment(Uploads.id("1", "old"), 1, true, seed.bytes(10)));
        assertThat(reasons())
                .containsExactly(RejectionReason.SUPERSEDED, RejectionReason.UNKNOWN_UPLOAD);
        assertThat(chunker.rejections().get(0).upload()).contains(Uploads.id("1", "old"));
        Entry last = chunker.entries().get(chunker.entries().size() - 1);
        assertThat(recipe(last).root()).isEqualTo(Digest.of(object));
    }

    @Test
    void aStandingVersionIsNotEnteredAgain(Seed seed) throws Exception {
        byte[] object = seed.bytes(30_000);
        send(Uploads.cut(Uploads.id("1", "first"), object, 9_000, seed.random()));
        chunker = chunker.restarted(7);
        send(Uploads.cut(Uploads.id("1", "second"), object, 9_000, seed.random()));
        assertThat(ids(chunker.entries(), PackFormat.KIND_RECIPE)).hasSize(1);
        assertThat(chunker.rejections()).isEmpty();
        send(Uploads.cut(Uploads.id("1", "third"), seed.bytes(100), 50, seed.random()));
        assertThat(ids(chunker.entries(), PackFormat.KIND_RECIPE)).hasSize(1);
        assertThat(reasons()).containsExactly(RejectionReason.VERSION_CONFLICT);
        assertThat(chunker.rejections().get(0).expected()).contains("upload first");
    }

    @Test
    void chunksOfARejectedUploadAreAskedForAllTheSame(Seed seed) throws Exception {
        byte[] object = seed.bytes(30_000);
        Declaration wrong = new Declaration(OptionalLong.of(1), Optional.empty(), Optional.empty());
        chunker.send(new Segment(Uploads.id("1", "u"), 0, true, wrong, object));
        assertThat(reasons()).containsExactly(RejectionReason.LENGTH_MISMATCH);
        assertThat(ids(chunker.entries(), PackFormat.KIND_CHUNK)).isEqualTo(Uploads.chunks(object));
        assertThat(ids(chunker.entries(), PackFormat.KIND_RECIPE)).isEmpty();
    }

    @Test
    void aWrongDigestIsRejectedAndAContradictionToo(Seed seed) throws Exception {
        Declaration wrong =
                new Declaration(
                        OptionalLong.empty(), Optional.of(seed.bytes(32)), Optional.empty());
        chunker.send(new Segment(Uploads.id("1", "u"), 0, true, wrong, seed.bytes(10)));
        chunker.send(new Segment(Uploads.id("2", "u"), 0, false, wrong, seed.bytes(10)));
        Declaration other =
                new Declaration(
                        OptionalLong.empty(), Optional.of(seed.bytes(32)), Optional.empty());
        chunker.send(new Segment(Uploads.id("2", "u"), 1, true, other, seed.bytes(10)));
        assertThat(reasons())
                .containsExactly(
                        RejectionReason.DIGEST_MISMATCH, RejectionReason.DECLARATION_CONFLICT);
    }

    @Test
    void anUploadIsGivenUpWhenBothClocksSaySo(Seed seed) throws Exception {
        long day = ChunkHarness.TIMEOUT.toMillis();
        chunker.clock(1_000);
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, false, seed.bytes(10)), 50);
        chunker.watermark(50 + day);
        assertThat(chunker.rejections()).isEmpty();
        chunker.clock(1_000 + day);
        chunker.watermark(50 + day + day - 1);
        assertThat(chunker.rejections()).isEmpty();
        chunker.watermark(50 + day + day);
        assertThat(reasons()).containsExactly(RejectionReason.ABANDONED);
        assertThat(chunker.timers()).isZero();
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 1, true, seed.bytes(10)));
        assertThat(reasons())
                .containsExactly(RejectionReason.ABANDONED, RejectionReason.UNKNOWN_UPLOAD);
    }

    @Test
    void anUploadThatGoesOnIsNotGivenUp(Seed seed) throws Exception {
        long day = ChunkHarness.TIMEOUT.toMillis();
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, false, seed.bytes(10)), 0);
        for (int i = 1; i < 5; i++) {
            chunker.clock(i * (day - 1));
            chunker.send(
                    Uploads.segment(Uploads.id("1", "u"), i, false, seed.bytes(10)), i * (day - 1));
            chunker.watermark(i * (day - 1));
            assertThat(chunker.timers()).isEqualTo(1);
        }
        assertThat(chunker.rejections()).isEmpty();
    }

    @Test
    void theClockOfARestartedAttemptBeginsAnew(Seed seed) throws Exception {
        long day = ChunkHarness.TIMEOUT.toMillis();
        chunker.clock(1_000);
        chunker.send(Uploads.segment(Uploads.id("1", "u"), 0, false, seed.bytes(10)), 50);
        chunker = chunker.restarted(1);
        chunker.clock(1_000 + 10 * day);
        chunker.watermark(50 + day);
        assertThat(chunker.rejections()).isEmpty();
    }

    private void send(List<Segment> segments) throws Exception {
        for (Segment segment : segments) {
            chunker.send(segment);
        }
    }

    private List<RejectionReason> reasons() throws Exception {
        return chunker.rejections().stream().map(Rejection::reason).toList();
    }

    private static List<ChunkId> ids(List<Entry> entries, int kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).map(Entry::id).toList();
    }

    private static List<ChunkId> idsOf(RecipePage page) {
        List<ChunkId> ids = new ArrayList<>();
        for (int i = 0; i < page.count(); i++) {
            ids.add(page.id(i));
        }
        return ids;
    }

    private static byte[] content(List<Entry> entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ChunkHasher hasher = ChunkHasher.plain();
        for (Entry entry : entries) {
            if (entry.kind() == PackFormat.KIND_CHUNK) {
                byte[] bytes = bytes(entry);
                assertThat(hasher.id(bytes, 0, bytes.length)).isEqualTo(entry.id());
                all.writeBytes(bytes);
            }
        }
        return all.toByteArray();
    }

    private static byte[] bytes(Entry entry) {
        return Arrays.copyOfRange(entry.bytes(), entry.offset(), entry.offset() + entry.length());
    }

    private static Recipe recipe(Entry entry) {
        assertThat(entry.kind()).isEqualTo(PackFormat.KIND_RECIPE);
        return RecipeReader.readRecipe("recipe", bytes(entry));
    }
}
