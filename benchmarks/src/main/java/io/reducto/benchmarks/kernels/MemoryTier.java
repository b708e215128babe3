package io.reducto.benchmarks.kernels;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.repository.stripe.Tier;
import io.reducto.repository.stripe.Volume;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.testing.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Six volumes in memory with stripes of 4+2, written and read by the calling thread alone. */
final class MemoryTier {
    static final PackWriter.Opening OPENING = new PackWriter.Opening(new LineageId(1, 2), 1);

    private static final Geometry GEOMETRY = new Geometry(4, 2);

    private final List<Volume> volumes = new ArrayList<>();
    private final RandomGenerator ids = new SplittableRandom(1);

    MemoryTier() {
        for (int i = 0; i < GEOMETRY.totalShards(); i++) {
            String name = "v" + i;
            volumes.add(new Volume(name, name, new InMemoryObjectStore(name)));
        }
    }

    /** Writes packs of the default layout with zstd level 3. */
    PackWriter packs() {
        return new PackWriter(
                stripes(),
                () -> new PackId(ids.nextLong(), ids.nextLong()),
                OPENING,
                PackLayout.DEFAULT,
                CompressionProfile.BALANCED);
    }

    StripeWriter stripes() {
        return new StripeWriter(
                new Tier("memory", GEOMETRY, volumes), new MemoryRepository.CallingThread());
    }

    /** Forgets what was written. */
    void clear() throws ObjectStoreException {
        for (Volume volume : volumes) {
            for (ListedObject object : volume.store().list("", "").objects()) {
                volume.store().delete(object.name());
            }
        }
    }

    /** Bytes on all volumes together. */
    long storedBytes() throws ObjectStoreException {
        long bytes = 0;
        for (Volume volume : volumes) {
            for (ListedObject object : volume.store().list("", "").objects()) {
                bytes += object.length();
            }
        }
        return bytes;
    }

    /** As if these volumes had been taken out of service. */
    StripeReader readerWithout(List<String> lost) {
        return new StripeReader(
                volumes.stream()
                        .filter(volume -> !lost.contains(volume.name()))
                        .collect(Collectors.toMap(Volume::name, Function.identity())));
    }
}
