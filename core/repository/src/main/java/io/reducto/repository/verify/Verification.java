package io.reducto.repository.verify;

import io.reducto.codec.DataException;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.CommittedStripes;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Reads what a commit names and compares it with what it should be: descriptions and commit records
 * on every metadata volume; every shard of every stripe, parity included, with its checksums, its
 * digest and its siblings; every entry of every pack; every object with its chunks and its root.
 *
 * <pre>{@code
 * Verification all = Verification.of(repository, snapshot, Sample.ALL, 0);
 * Verification.Report report = all.run(listener, 2);
 * }</pre>
 *
 * <p>Memory: up to some 120 MiB per thread, whatever the repository. Never writes.
 */
public final class Verification {
    private final Repository repository;
    private final Snapshot snapshot;
    private final Sample sample;
    private final long seed;
    private final long stripesTotal;
    private final long objectsTotal;
    private final Plan plan;

    /**
     * What is to be read.
     *
     * @param commits length of the chain
     * @param stripes how many stripes
     * @param stripeBytes payloads of their shards that should exist
     * @param objects how many versions of objects
     * @param objectBytes of them
     */
    public record Plan(
            long commits, long stripes, long stripeBytes, long objects, long objectBytes) {
        /** Bytes that {@link Listener#read} hears of when all is well. */
        public long bytes() {
            return stripeBytes + objectBytes;
        }
    }

    /** Hears of the course of a verification, from several threads. */
    public interface Listener {
        /** Something is wrong; calls come one at a time. */
        void found(Finding finding);

        /** So many bytes more were read. */
        void read(long bytes);
    }

    /**
     * What a verification came to.
     *
     * @param plan what was looked at
     * @param findings number of findings by kind; kinds without one are left out
     * @param volumes what became of the files of each volume, by name
     */
    public record Report(
            Plan plan, Map<Finding.Kind, Long> findings, Map<String, VolumeHealth> volumes) {
        /** Whether something cannot be read. */
        public boolean isLoss() {
            return findings.keySet().stream().anyMatch(Finding.Kind::isLoss);
        }

        /** Whether everything that was looked at is as it should be. */
        public boolean isWell() {
            return findings.isEmpty();
        }
    }

    private Verification(Repository repository, Snapshot snapshot, Sample sample, long seed)
            throws IOException {
        this.repository = repository;
        this.snapshot = snapshot;
        this.sample = sample;
        this.seed = seed;
        long stripes = 0;
        for (CommittedStripes all = CommittedStripes.of(snapshot); all.next().isPresent(); ) {
            stripes++;
        }
        long objects = 0;
        for (Catalogue.Cursor all = snapshot.catalogue().all(); all.next(); ) {
            objects++;
        }
        this.stripesTotal = stripes;
        this.objectsTotal = objects;
        this.plan = makePlan();
    }

    /**
     * A verification as of the commit of {@code snapshot}; reads catalogues to make its plan.
     *
     * @param repository where the snapshot is from; both stay the caller's
     * @param seed chooses the sample
     */
    public static Verification of(
            Repository repository, Snapshot snapshot, Sample sample, long seed) throws IOException {
        return new Verification(repository, snapshot, sample, seed);
    }

    /** What is to be read. */
    public Plan plan() {
        return plan;
    }

    /** Number of stripes of which the plan may be a sample. */
    public long stripesTotal() {
        return stripesTotal;
    }

    /** Number of versions of which the plan may be a sample. */
    public long objectsTotal() {
        return objectsTotal;
    }

    private Plan makePlan() throws IOException {
        long[] bytes = {0, 0};
        forEachStripe(
                stripe -> {
                    long shard = (stripe.packLength() - 1) / stripe.geometry().dataShards() + 1;
                    bytes[0] += shard * stripe.shards().size();
                });
        forEachObject(version -> bytes[1] += version.entry().length());
        return new Plan(
                snapshot.record().number(),
                sample.of(stripesTotal),
                bytes[0],
                sample.of(objectsTotal),
                bytes[1]);
    }

    /** Reads it all, with {@code threads} threads. */
    public Report run(Listener listener, int threads)
            throws IOException, ObjectStoreException, InterruptedException {
        Tally tally = new Tally(listener);
        Map<String, Volume> volumes = repository.volumes();
        for (RepositoryDescription.Volume volume : repository.description().volumes()) {
            tally.add(volume.name(), VolumeHealth.NONE);
            if (!volumes.containsKey(volume.name())) {
                tally.found(
                        new Finding(
                                Finding.Kind.VOLUME_SILENT,
                                volume.uri().toString(),
                                Optional.of(volume.name()),
                                "it does not answer; what it holds is not counted on"));
            }
        }
        new CopyCheck(repository, tally).run(snapshot.record().number());
        try (BoundedTasks tasks = new BoundedTasks(threads);
                Readers readers = new Readers(snapshot)) {
            try {
                forEachStripe(
                        stripe ->
                                tasks.submit(
                                        () -> {
                                            new StripeCheck(stripe, volumes, tally).run();
                                            checkContent(stripe, readers, tally);
                                        }));
                forEachObject(version -> tasks.submit(() -> checkObject(version, readers, tally)));
            } catch (InterruptedTaskException e) {
                throw e.cause;
            } catch (IOException | DataException e) {
                tally.found(
                        new Finding(
                                Finding.Kind.CATALOGUE_UNREADABLE,
                                "runs of commit " + snapshot.record().number(),
                                Optional.empty(),
                                String.valueOf(e.getMessage())));
            } finally {
                tasks.await();
            }
        }
        return tally.report(plan);
    }

    /** An interrupt while a task waits to be taken. */
    private static final class InterruptedTaskException extends IOException {
        private static final long serialVersionUID = 1L;

        private final InterruptedException cause;

        InterruptedTaskException(InterruptedException cause) {
            this.cause = cause;
        }
    }

    private interface Visit<T> {
        void visit(T item) throws InterruptedException;
    }

    private void forEachStripe(Visit<Stripe> visit) throws IOException {
        Sample.Picker picker = sample.picker(stripesTotal, new SplittableRandom(seed));
        CommittedStripes stripes = CommittedStripes.of(snapshot);
        for (Optional<Stripe> next = stripes.next(); next.isPresent(); next = stripes.next()) {
            visit(picker, visit, next.get());
        }
    }

    private void forEachObject(Visit<Catalogue.Version> visit) throws IOException {
        Sample.Picker picker = sample.picker(objectsTotal, new SplittableRandom(~seed));
        Catalogue.Cursor all = snapshot.catalogue().all();
        while (all.next()) {
            visit(picker, visit, new Catalogue.Version(all.key(), all.entry()));
        }
    }

    private static <T> void visit(Sample.Picker picker, Visit<T> visit, T item)
            throws InterruptedTaskException {
        try {
            if (picker.next()) {
                visit.visit(item);
            }
        } catch (InterruptedException e) {
            throw new InterruptedTaskException(e);
        }
    }

    /** Every entry of a pack, read as a restore would read it. */
    private static void checkContent(Stripe stripe, Readers readers, Tally tally) {
        Readers.Reader reader = readers.take();
        try {
            PackTrailer trailer = reader.entries().trailer(stripe);
            for (int entry = 0; entry < trailer.entryCount(); entry++) {
                reader.entries()
                        .read(
                                stripe,
                                entry,
                                trailer.entryId(entry),
                                (chunk, depth) -> reader.chunks().read(chunk.id()).toBytes());
            }
        } catch (IOException | DataException e) {
            tally.found(
                    new Finding(
                            Finding.Kind.PACK_UNREADABLE,
                            "pack " + stripe.pack(),
                            Optional.empty(),
                            String.valueOf(e.getMessage())));
        } finally {
            readers.giveBack(reader);
        }
    }

    private static void checkObject(Catalogue.Version version, Readers readers, Tally tally) {
        CatalogueKey key = version.key();
        Readers.Reader reader = readers.take();
        try {
            ObjectRestore restore = new ObjectRestore(reader.chunks());
            Recipe recipe = restore.recipe(version.entry().recipe());
            checkRecipe(version, recipe);
            restore.restore(recipe, new ReadBytes(tally));
        } catch (IOException | DataException e) {
            tally.found(
                    new Finding(
                            Finding.Kind.OBJECT_UNREADABLE,
                            "%s/%s@%s".formatted(key.dataSet(), key.object(), key.version()),
                            Optional.empty(),
                            String.valueOf(e.getMessage())));
        } finally {
            readers.giveBack(reader);
        }
    }

    private static void checkRecipe(Catalogue.Version version, Recipe recipe) {
        CatalogueKey key = version.key();
        CatalogueEntry entry = version.entry();
        ObjectVersion name = new ObjectVersion(key.dataSet(), key.object(), key.version());
        Digest root = Digest.read(entry.root(), 0);
        boolean same =
                recipe.name().equals(name)
                        && recipe.root().equals(root)
                        && recipe.length() == entry.length();
        if (!same) {
            throw new DataException.Corrupt(
                    "recipe " + entry.recipe(),
                    "%s of %d bytes with root %s".formatted(name, entry.length(), root),
                    "%s of %d bytes with root %s"
                            .formatted(recipe.name(), recipe.length(), recipe.root()));
        }
    }

    /** Bytes that went through every check and are not needed any more. */
    private static final class ReadBytes extends OutputStream {
        private final Tally tally;

        ReadBytes(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void write(int one) {
            tally.read(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            tally.read(length);
        }
    }
}
