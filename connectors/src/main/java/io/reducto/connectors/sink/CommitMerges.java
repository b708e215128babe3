package io.reducto.connectors.sink;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.Repository;
import io.reducto.repository.RunMaintenance;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.LineageEntry;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Publication;
import io.reducto.repository.run.RunLevels;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Merges runs after a commit, with bounded work ({@code protocol} 2.2), so that their number stays
 * far below what a record may list. For one thread.
 *
 * <p>Packs of a merge belong to the epoch after the commit: until the lineage publishes that one,
 * they are not dead. A merge is therefore published only while the commit is the lineage's last:
 * one that a process finishes after it was given up cannot name packs that were collected.
 */
final class CommitMerges {
    private static final int UPLOAD_THREADS = 4;
    private static final int FAN_OUT = RunLevels.DEFAULT.fanOut();
    private static final int RUNS_MAX = RunLevels.DEFAULT.runsMax();

    private final RepositoryTarget target;
    private final int mergesMax;
    private final RandomGenerator random;

    CommitMerges(RepositoryTarget target, int mergesMax, RandomGenerator random) {
        this.target = target;
        this.mergesMax = mergesMax;
        this.random = random;
    }

    /** The repository as the committer has it open. */
    interface Source {
        Repository open() throws ObjectStoreException;
    }

    /**
     * Does what is due.
     *
     * @param head the commit that was just published
     * @param origin whose it is
     * @return number of merges
     */
    int merge(CommitRecord head, Origin origin, Source source, CommitPublisher publisher)
            throws IOException, InterruptedException, ObjectStoreException {
        RunMaintenance maintenance = new RunMaintenance(levels(head.runs().size()));
        if (mergesMax == 0 || !maintenance.isDue(head)) {
            return 0;
        }
        PackWriter.Opening opening =
                new PackWriter.Opening(origin.lineage(), origin.checkpoint() + 1);
        try (UploadThreads threads = new UploadThreads(UPLOAD_THREADS);
                PackWriter packs =
                        new PackWriter(
                                new StripeWriter(target.tierIn(source.open()), threads.puts()),
                                () -> new PackId(random.nextLong(), random.nextLong()),
                                opening,
                                PackLayout.DEFAULT,
                                CompressionProfile.BALANCED)) {
            int merges = 0;
            while (merges < mergesMax) {
                try (Snapshot newest = source.open().newest()) {
                    Optional<Publication> done =
                            maintenance.mergeNext(
                                    newest, packs, publisher, parent -> isLast(parent, origin));
                    if (done.filter(Publication.Published.class::isInstance).isEmpty()) {
                        return merges;
                    }
                    merges++;
                }
            }
            return merges;
        }
    }

    /* A record that lists too many runs cannot be written at all, and the job would stop for good. The nearer it comes
     * to that, the more work a committer does itself; as a rule the first line holds. */
    static RunLevels levels(int runs) {
        if (runs < 1024) {
            return RunLevels.DEFAULT;
        }
        return new RunLevels(FAN_OUT, RUNS_MAX, runs < 2048 ? 1L << 20 : 1L << 23);
    }

    private static boolean isLast(CommitRecord parent, Origin origin) {
        LineageId lineage = origin.lineage();
        return parent.lineage(lineage).map(LineageEntry::checkpoint).orElse(0L)
                == origin.checkpoint();
    }
}
