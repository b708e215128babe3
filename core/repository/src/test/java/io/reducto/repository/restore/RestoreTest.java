package io.reducto.repository.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipeBuilder;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.repository.stripe.TestVolumes;
import io.reducto.repository.stripe.Tier;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class RestoreTest {
    @TempDir Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(6);
    private TestVolumes volumes;
    private StripeWriter stripes;

    @BeforeEach
    void makeVolumes() {
        volumes = new TestVolumes(folder);
        stripes = new StripeWriter(new Tier("hot", new Geometry(4, 2), volumes.make(6)), executor);
    }

    @AfterEach
    void close() {
        volumes.close();
        executor.shutdownNow();
    }

    @Test
    void versionsThatShareChunksComeBackByteForByte(Seed seed) throws Exception {
        byte[] first = SampleObjects.mixed(seed, 3_000_000);
        byte[] second = SampleObjects.edited(seed, first);
        try (SampleRepository repository = repository(seed, ChunkingSpec.DEFAULT)) {
            ChunkId one = repository.store("1", first).id();
            int packs = repository.packCount();
            ChunkId two = repository.store("2", second).id();
            assertThat(repository.packCount() - packs).as("packs for the edits").isEqualTo(1);

            assertThat(restore(repository, one)).isEqualTo(first);
            assertThat(restore(repository, two)).isEqualTo(second);

            volumes.destroy("v1");
            volumes.destroy("v4");
            assertThat(restore(repository, one)).isEqualTo(first);
            assertThat(restore(repository, two)).isEqualTo(second);

            volumes.destroy("v5");
            assertThatThrownBy(() -> restore(repository, one))
                    .isInstanceOf(StripeException.class)
                    .hasMessageContaining("v5");
        }
    }

    @Test
    void localitySparesLookUps(Seed seed) throws Exception {
        byte[] object = SampleObjects.mixed(seed, 2_000_000);
        try (SampleRepository repository = repository(seed, ChunkingSpec.DEFAULT)) {
            ChunkId id = repository.store("1", object).id();
            assertThat(restore(repository, id)).isEqualTo(object);
            assertThat(repository.lookups())
                    .as("look-ups for some 125 chunks")
                    .isLessThanOrEqualTo(repository.packCount() + 3);
        }
    }

    @Test
    void rangesOfARecipeOfManyPagesReadWhatTheyNeed(Seed seed) throws Exception {
        byte[] object = SampleObjects.mixed(seed, 9_000_000);
        ChunkingSpec small = ChunkingSpec.parse("fastcdc2020-v1:128/256/512:n2");
        try (SampleRepository repository = repository(seed, small)) {
            RecipeBuilder.Finished stored = repository.store("1", object);
            assertThat(stored.recipe().pages()).hasSizeGreaterThan(2);
            try (ChunkReader chunks = reader(repository)) {
                ObjectRestore restore = new ObjectRestore(chunks);
                Recipe recipe = restore.recipe(stored.id());
                assertThat(recipe.root()).isEqualTo(Digest.of(object));
                for (int i = 0; i < 200; i++) {
                    int from = seed.between(0, object.length);
                    int length = seed.between(0, Math.min(30_000, object.length - from));
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    restore.restoreRange(recipe, from, length, out);
                    assertThat(out.toByteArray())
                            .isEqualTo(Arrays.copyOfRange(object, from, from + length));
                }
                assertThatThrownBy(
                                () ->
                                        restore.restoreRange(
                                                recipe,
                                                object.length,
                                                1,
                                                new ByteArrayOutputStream()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("builds/tool@1");
            }
            assertThat(restore(repository, stored.id())).isEqualTo(object);
        }
    }

    @Test
    void emptyAndTinyObjectsWork(Seed seed) throws Exception {
        try (SampleRepository repository = repository(seed, ChunkingSpec.DEFAULT)) {
            for (int length : new int[] {0, 1, 2, 8191, 8192, 8193}) {
                byte[] object = seed.bytes(length);
                ChunkId id = repository.store("v" + length, object).id();
                assertThat(restore(repository, id)).isEqualTo(object);
            }
        }
    }

    @Test
    void whatTheIndexDoesNotKnowIsAnErrorThatNamesIt(Seed seed) throws Exception {
        byte[] object = SampleObjects.mixed(seed, 100_000);
        try (SampleRepository repository = repository(seed, ChunkingSpec.DEFAULT)) {
            RecipeBuilder.Finished stored = repository.store("1", object);
            ChunkId first = stored.recipe().inline().orElseThrow().id(0);
            repository.forget(first);
            assertThatThrownBy(() -> restore(repository, stored.id()))
                    .isInstanceOf(DataException.Corrupt.class)
                    .hasMessageContaining(first.toString());
        }
    }

    private SampleRepository repository(Seed seed, ChunkingSpec spec) {
        return new SampleRepository(stripes, seed, spec);
    }

    private ChunkReader reader(SampleRepository repository) {
        return new ChunkReader(repository, volumes.reader(), ChunkHasher.plain());
    }

    private byte[] restore(SampleRepository repository, ChunkId id) throws Exception {
        try (ChunkReader chunks = reader(repository)) {
            ObjectRestore restore = new ObjectRestore(chunks);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            restore.restore(restore.recipe(id), out);
            return out.toByteArray();
        }
    }
}
