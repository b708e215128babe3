package io.reducto.repository.statistics;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.CommittedStripes;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.stripe.EntryReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What the repository holds as of one commit. All numbers are counted, none is estimated: the
 * catalogue is walked, and the trailer of every pack is read.
 *
 * <p>Requests: pages of catalogue and stripe catalogue, some per pack. Memory: one trailer.
 *
 * @param commit number of the commit
 * @param objects names in data sets that have a version
 * @param versions all versions of them
 * @param logicalBytes sum of the lengths of all versions: what restoring all of them would write
 * @param chunks the chunks at the place that the index says, each counted once
 * @param contents bytes in packs, by what they are
 * @param stored bytes of packs and shards
 * @param runs number of current runs by kind and level
 * @param lineages that may commit
 * @param retired lineages that may not, and that the record itself lists
 */
public record RepositoryStatistics(
        long commit,
        long objects,
        long versions,
        long logicalBytes,
        long chunks,
        Contents contents,
        Stored stored,
        Map<RunKind, Map<Integer, Integer>> runs,
        int lineages,
        int retired) {

    /**
     * Plain bytes of entries, before compression.
     *
     * @param uniqueChunkBytes chunks at the place that the index says, each counted once
     * @param repeatedChunkBytes copies of chunks in other places: writers that stored one at once,
     *     or that no commit has indexed
     * @param metadataBytes all other entries: recipes, their pages, pages of runs, former ones too
     */
    public record Contents(long uniqueChunkBytes, long repeatedChunkBytes, long metadataBytes) {
        /** All entries of all packs. */
        public long entryBytes() {
            return uniqueChunkBytes + repeatedChunkBytes + metadataBytes;
        }
    }

    /**
     * What lies on the volumes by that.
     *
     * @param packs that the commit names
     * @param packBytes of their files, compressed, with trailers, before parity
     * @param shards that the catalogue lists as existing
     * @param shardBytes of their payloads, data and parity; header, digests and checksums of a
     *     shard add 148 bytes, 32 for each shard of its stripe and 4 for each 64 KiB
     * @param degradedStripes stripes with a shard that is listed as missing
     */
    public record Stored(
            long packs, long packBytes, long shards, long shardBytes, long degradedStripes) {}

    /** Logical bytes per byte of unique chunks; 1 when there are none. */
    public double dedupFactor() {
        return ratio(logicalBytes, contents.uniqueChunkBytes());
    }

    /** Plain bytes of entries per byte of packs; 1 when there are none. */
    public double compressionFactor() {
        return ratio(contents.entryBytes(), stored.packBytes());
    }

    /** Logical bytes per byte of packs, before parity, all metadata counted; 1 for nothing. */
    public double overallFactor() {
        return ratio(logicalBytes, stored.packBytes());
    }

    private static double ratio(long above, long below) {
        return below == 0 ? 1 : (double) above / below;
    }

    /**
     * Counts.
     *
     * @param packRead hears of the file length of each pack that was looked into
     */
    public static RepositoryStatistics of(Snapshot snapshot, LongConsumer packRead)
            throws IOException {
        Names names = Names.count(snapshot.catalogue());
        Packs packs = new Packs(snapshot);
        packs.count(packRead);
        return new RepositoryStatistics(
                snapshot.record().number(),
                names.objects,
                names.versions,
                names.bytes,
                packs.chunks,
                new Contents(packs.uniqueBytes, packs.repeatedBytes, packs.metadataBytes),
                new Stored(
                        packs.packs,
                        packs.packBytes,
                        packs.shards,
                        packs.shardBytes,
                        packs.degraded),
                runs(snapshot.record().runs()),
                snapshot.record().lineages().size(),
                snapshot.record().retired().size());
    }

    private static Map<RunKind, Map<Integer, Integer>> runs(List<Run> runs) {
        Map<RunKind, Map<Integer, Integer>> counts = new EnumMap<>(RunKind.class);
        for (Run run : runs) {
            counts.computeIfAbsent(run.kind(), kind -> new TreeMap<>())
                    .merge(run.level(), 1, Integer::sum);
        }
        return counts;
    }

    private record Names(long objects, long versions, long bytes) {
        static Names count(Catalogue catalogue) throws IOException {
            long objects = 0;
            long versions = 0;
            long bytes = 0;
            Optional<CatalogueKey> last = Optional.empty();
            for (Catalogue.Cursor all = catalogue.all(); all.next(); ) {
                CatalogueKey key = all.key();
                boolean isSame = last.isPresent() && isSameObject(last.get(), key);
                objects += isSame ? 0 : 1;
                versions++;
                bytes += all.entry().length();
                last = Optional.of(key);
            }
            return new Names(objects, versions, bytes);
        }

        private static boolean isSameObject(CatalogueKey one, CatalogueKey other) {
            return one.dataSet().equals(other.dataSet()) && one.object().equals(other.object());
        }
    }

    private static final class Packs {
        private static final EntryReader.Limits LIMITS = new EntryReader.Limits(1, 0);

        private final Snapshot snapshot;
        private long packs;
        private long packBytes;
        private long shards;
        private long shardBytes;
        private long degraded;
        private long chunks;
        private long uniqueBytes;
        private long repeatedBytes;
        private long metadataBytes;

        Packs(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        void count(LongConsumer packRead) throws IOException {
            try (EntryReader reader =
                    new EntryReader(snapshot.stripeReader(), ChunkHasher.plain(), LIMITS)) {
                CommittedStripes all = CommittedStripes.of(snapshot);
                for (Optional<Stripe> next = all.next(); next.isPresent(); next = all.next()) {
                    Stripe stripe = next.get();
                    count(stripe);
                    count(reader.trailer(stripe));
                    packRead.accept(stripe.packLength());
                }
            }
        }

        private void count(Stripe stripe) {
            packs++;
            packBytes += stripe.packLength();
            shards += stripe.shards().size();
            shardBytes +=
                    new StripeLayout(stripe.geometry(), stripe.packLength()).shardLength()
                            * stripe.shards().size();
            degraded += stripe.missing().isEmpty() ? 0 : 1;
        }

        private void count(PackTrailer trailer) throws IOException {
            Map<ChunkId, Integer> here = new HashMap<>();
            long all = 0;
            for (int entry = 0; entry < trailer.entryCount(); entry++) {
                if (trailer.entryKind(entry) == PackFormat.KIND_CHUNK) {
                    here.put(trailer.entryId(entry), entry);
                    all += trailer.entryLength(entry);
                } else {
                    metadataBytes += trailer.entryLength(entry);
                }
            }
            List<ChunkId> ascending = new ArrayList<>(here.keySet());
            ascending.sort(null);
            long[] found = {0, 0};
            snapshot.find(
                    ascending,
                    (id, location) -> {
                        if (location.pack().equals(trailer.id())) {
                            found[0]++;
                            found[1] += trailer.entryLength(location.entry());
                        }
                    });
            chunks += found[0];
            uniqueBytes += found[1];
            repeatedBytes += all - found[1];
        }
    }
}
