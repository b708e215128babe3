package io.reducto.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.ReedSolomon;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackBuilder;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.codec.shard.StripeEncoder;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeWriter;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The worked example of {@code docs/path.md} is what the code does, byte for byte. */
class PathOfAByteTest {
    private static final byte[] OBJECT =
            "Reducto stores every byte once.\n".getBytes(StandardCharsets.US_ASCII);
    private static final String CHUNKING = "fastcdc2020-v1:8k/16k/32k:n2";
    private static final int COLUMNS = 16;

    private final String page = Reactor.read(Reactor.root().resolve("docs/path.md"));
    private final ChunkHasher hasher = ChunkHasher.plain();

    @Test
    void everyBlockOfThePageIsWhatTheCodeWrites() {
        shows("the segment", dump(SegmentCodec.encode(segment())));
        ChunkId id = chunk();
        shows("the chunk", "32 bytes, id %s".formatted(id));
        byte[] recipe = RecipeWriter.write(recipe(id));
        ChunkId recipeId = hasher.id(recipe, 0, recipe.length);
        shows("the recipe", dump(recipe));
        shows("the id of the recipe", recipeId.toString());
        try (PackBuilder builder =
                new PackBuilder(PackLayout.DEFAULT, CompressionProfile.BALANCED)) {
            builder.begin(new PackId(0x0a, 0x0b), new LineageId(0x01, 0x02), 5);
            builder.add(PackFormat.KIND_CHUNK, id, OBJECT, 0, OBJECT.length);
            builder.add(PackFormat.KIND_RECIPE, recipeId, recipe, 0, recipe.length);
            Pack pack = builder.finish();
            shows("the pack", dump(Arrays.copyOf(pack.file(), pack.length())));
            byte[][] shards = new StripeEncoder(ReedSolomon.of(new Geometry(2, 1))).encode(pack);
            for (int ordinal = 0; ordinal < shards.length; ordinal++) {
                shows("shard " + ordinal, beginning(shards[ordinal]));
            }
        }
    }

    private static Segment segment() {
        return new Segment(
                new UploadId("notes", "motto.txt", "1", "u1"),
                0,
                true,
                new Declaration(
                        OptionalLong.of(OBJECT.length),
                        Optional.of(Blake3.hash(OBJECT, 0, OBJECT.length)),
                        Optional.empty()),
                OBJECT);
    }

    /** The only one: an object below the minimum is never cut. */
    private ChunkId chunk() {
        Chunker chunker = Chunker.of(ChunkingSpec.parse(CHUNKING));
        assertThat(chunker.next(new ChunkScan(), OBJECT, 0, OBJECT.length))
                .isEqualTo(Chunker.NEED_MORE);
        return hasher.id(OBJECT, 0, OBJECT.length);
    }

    private static Recipe recipe(ChunkId id) {
        return new Recipe(
                new ObjectVersion("notes", "motto.txt", "1"),
                "u1",
                Optional.of(new TopicOrigin("segments", 3, 7, 7)),
                CHUNKING,
                OBJECT.length,
                Digest.of(OBJECT),
                Optional.empty(),
                List.of(),
                Optional.of(new RecipePage(id.toBytes(), new int[] {OBJECT.length})));
    }

    private void shows(String what, String block) {
        assertThat(page).as("docs/path.md, %s", what).contains(block);
    }

    /** Three lines, in which the header ends and the payload begins. */
    private static String beginning(byte[] shard) {
        return dump(shard).lines().skip(2).limit(3).collect(Collectors.joining("\n"));
    }

    /** Offset, bytes and text, as {@code hexdump -C} prints them. */
    private static String dump(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int from = 0; from < bytes.length; from += COLUMNS) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = from; i < Math.min(bytes.length, from + COLUMNS); i++) {
                hex.append(i == from + COLUMNS / 2 ? " " : "").append("%02x ".formatted(bytes[i]));
                boolean isPlain = bytes[i] >= ' ' && bytes[i] < 0x7f;
                text.append(isPlain ? (char) bytes[i] : '.');
            }
            out.append("%04x  %-49s |%s|\n".formatted(from, hex, text));
        }
        return out.toString();
    }
}
