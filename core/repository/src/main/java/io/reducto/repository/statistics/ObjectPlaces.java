package io.reducto.repository.statistics;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.run.ChunkLocation;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the chunks of one object are. Memory: a page of the recipe, and the packs.
 *
 * @param chunks of the recipe, repeated ones counted each time
 * @param packs bytes of the object that come from each pack
 * @param volumes on which shards of these packs are: number of those packs
 */
public record ObjectPlaces(long chunks, Map<PackId, Long> packs, Map<String, Integer> volumes) {
    /** Looks up every chunk of a recipe. */
    public static ObjectPlaces of(Snapshot snapshot, ChunkReader chunks, Recipe recipe)
            throws IOException {
        Map<PackId, Long> packs = new TreeMap<>();
        long count = 0;
        if (recipe.inline().isPresent()) {
            count = add(snapshot, recipe.inline().get(), packs);
        }
        for (PageReference reference : recipe.pages()) {
            count +=
                    add(
                            snapshot,
                            RecipeReader.readPage(
                                    "recipe page " + reference.id(),
                                    chunks.read(reference.id()).toBytes()),
                            packs);
        }
        Map<String, Integer> volumes = new TreeMap<>();
        for (PackId pack : packs.keySet()) {
            Stripe stripe = snapshot.find(pack).orElseThrow(() -> lost("stripe catalogue", pack));
            for (ShardPlacement shard : stripe.shards()) {
                volumes.merge(shard.volume(), 1, Integer::sum);
            }
        }
        return new ObjectPlaces(count, packs, volumes);
    }

    private static long add(Snapshot snapshot, RecipePage page, Map<PackId, Long> packs)
            throws IOException {
        for (int i = 0; i < page.count(); i++) {
            ChunkId id = page.id(i);
            ChunkLocation location =
                    snapshot.find(id).orElseThrow(() -> lost("location index", id));
            packs.merge(location.pack(), (long) page.lengths()[i], Long::sum);
        }
        return page.count();
    }

    private static DataException lost(String where, Object id) {
        return new DataException.Corrupt(where, String.valueOf(id), "nothing");
    }
}
