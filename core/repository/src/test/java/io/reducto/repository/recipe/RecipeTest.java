package io.reducto.repository.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.format.Digest;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class RecipeTest {
    @Test
    void pagesLeaveAsTheObjectGrowsAndTheRootLeavesLast(Seed seed) throws IOException {
        for (int chunks : new int[] {0, 1, 8191, 8192, 8193, 16_384, 20_000}) {
            List<byte[]> entries = new ArrayList<>();
            List<Integer> kinds = new ArrayList<>();
            RecipeBuilder builder =
                    new RecipeBuilder(
                            ChunkHasher.plain(),
                            (kind, id, bytes) -> {
                                kinds.add(kind);
                                entries.add(bytes);
                                assertThat(id)
                                        .isEqualTo(ChunkHasher.plain().id(bytes, 0, bytes.length));
                            });
            List<ChunkId> ids = new ArrayList<>();
            for (int i = 0; i < chunks; i++) {
                ids.add(ChunkId.read(seed.bytes(32), 0));
                builder.add(ids.get(i), 1 + i % 70_000);
            }
            RecipeBuilder.Finished finished = builder.finish(description());

            int pages = chunks <= 8192 ? 0 : (chunks + 8191) / 8192;
            assertThat(kinds.subList(0, pages))
                    .allMatch(kind -> kind == PackFormat.KIND_RECIPE_PAGE);
            assertThat(kinds).hasSize(pages + 1).endsWith(PackFormat.KIND_RECIPE);
            Recipe read = RecipeReader.readRecipe("r", entries.get(pages));
            assertThat(read.pages()).isEqualTo(finished.recipe().pages()).hasSize(pages);
            assertThat(read.length()).isEqualTo(builder.length());
            assertThat(read.name()).isEqualTo(description().name());
            assertThat(read.sha256()).isEqualTo(description().sha256());
            assertThat(read.origin()).isEqualTo(description().origin());
            assertThat(idsOf(read, entries.subList(0, pages))).isEqualTo(ids);
        }
    }

    @Test
    void goldenEntriesAreReadAndWrittenAgain() throws IOException {
        byte[] golden = Golden.bytes("recipe/v1/recipe.bin");
        Recipe recipe = RecipeReader.readRecipe("golden", golden);
        assertThat(recipe.name()).isEqualTo(description().name());
        assertThat(recipe.inline().orElseThrow().count()).isEqualTo(3);
        assertThat(RecipeWriter.write(recipe)).isEqualTo(golden);
        assertThat(sample()).isEqualTo(golden);

        byte[] page = Golden.bytes("recipe/v1/page.bin");
        assertThat(RecipeWriter.write(RecipeReader.readPage("golden", page))).isEqualTo(page);
        assertThat(RecipeReader.readPage("golden", page).lengths()).containsExactly(1, 65_536, 300);
    }

    @Test
    void otherBytesAreToldApart() throws IOException {
        byte[] recipe = sample();
        for (int length = 0; length < recipe.length; length++) {
            byte[] part = Arrays.copyOf(recipe, length);
            assertThatThrownBy(() -> RecipeReader.readRecipe("cut", part))
                    .isInstanceOf(DataException.class);
        }
        byte[] longer = Arrays.copyOf(recipe, recipe.length + 1);
        assertThatThrownBy(() -> RecipeReader.readRecipe("long", longer))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("more bytes");
        assertThatThrownBy(() -> RecipeReader.readPage("other", recipe))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("RecipePage");
        assertThatThrownBy(
                        () ->
                                RecipeReader.readRecipe(
                                        "text",
                                        "plain text"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)))
                .isInstanceOf(DataException.WrongFormat.class);
    }

    @Test
    void hostileBytesAreRejectedAndAllocateNothing(Seed seed) throws IOException {
        byte[] recipe = sample();
        int rejected = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] hostile = recipe.clone();
            for (int c = 0; c < 1 + i % 3; c++) {
                hostile[seed.between(10, hostile.length)] = (byte) seed.between(-128, 128);
            }
            try {
                RecipeReader.readRecipe("hostile", hostile);
            } catch (DataException e) {
                rejected++;
            } catch (RuntimeException e) {
                fail("expected a DataException", e);
            }
        }
        assertThat(rejected).isGreaterThan(500);
    }

    static RecipeBuilder.Description description() {
        return new RecipeBuilder.Description(
                new ObjectVersion("builds", "tool/linux", "1.2.3"),
                "upload-7",
                Optional.of(new TopicOrigin("segments", 3, 17, 42)),
                "fastcdc2020-v1:8k/16k/32k:n2",
                new Digest(1, 2, 3, 4),
                Optional.of(new Digest(5, 6, 7, 8)));
    }

    static byte[] sample() throws IOException {
        RecipeBuilder builder = new RecipeBuilder(ChunkHasher.plain(), (kind, id, bytes) -> {});
        Seed seed = Seed.of(21);
        for (int length : new int[] {1, 65_536, 300}) {
            builder.add(ChunkId.read(seed.bytes(32), 0), length);
        }
        return RecipeWriter.write(builder.finish(description()).recipe());
    }

    private static List<ChunkId> idsOf(Recipe recipe, List<byte[]> pages) {
        List<RecipePage> read = new ArrayList<>();
        recipe.inline().ifPresent(read::add);
        pages.forEach(page -> read.add(RecipeReader.readPage("p", page)));
        List<ChunkId> ids = new ArrayList<>();
        for (RecipePage page : read) {
            for (int i = 0; i < page.count(); i++) {
                ids.add(page.id(i));
            }
        }
        return ids;
    }
}
