package io.reducto.repository.rebuild;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.repository.PackedPages;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunId;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.RunKind;
import io.reducto.repository.run.RunReader;
import io.reducto.repository.run.RunRoot;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The packs on the volumes of a repository, and whether commits name them; {@code protocol} 3.5.
 * Packs come in ascending order.
 *
 * <pre>{@code
 * try (StagedPacks packs = StagedPacks.of(repository)) {
 *     for (Optional<StagedPacks.Pack> next = packs.next(); next.isPresent(); next = packs.next()) { … }
 * }
 * }</pre>
 *
 * <p>Judged as of the commit that the repository was opened at; what is staged or committed since
 * is living. Nothing is dead because it is old, and nothing while it cannot be told whether a
 * commit names it: that is an error.
 *
 * <p>Requests: all records of the chain, the root of every run that one of them lists, the stripe
 * catalogue, and those of a {@link StripeScan}. Memory: some 100 bytes per run and commit. Never
 * writes. For one thread; {@link #close} it.
 */
public final class StagedPacks implements AutoCloseable {
    private static final int SNAPSHOTS_MAX = 8;

    /** What becomes of a pack. */
    public enum Verdict {
        /** A commit names it. */
        COMMITTED,
        /** Staged, and a commit may still name it. */
        LIVING,
        /** Staged, and no commit ever will: it may be deleted. */
        DEAD
    }

    /**
     * A pack.
     *
     * @param id of pack and stripe
     * @param lineage that staged it
     * @param epoch in which it was opened
     * @param shards number of its shards that exist and agree
     * @param bytes of their payloads
     * @param verdict what becomes of it
     */
    public record Pack(
            PackId id, LineageId lineage, long epoch, int shards, long bytes, Verdict verdict) {}

    private final Repository repository;
    private final CommitRecord head;
    private final PublishedEpochs published;
    private final Set<PackId> packsOfRuns = new HashSet<>();
    private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
    private final StripeScan scan;
    private final StripeCatalogue.Cursor listed;
    private boolean isListed;

    private StagedPacks(Repository repository) throws IOException, ObjectStoreException {
        this.repository = repository;
        this.head =
                repository.log().head().map(StoredCommit::record).orElse(CommitRecord.BEFORE_FIRST);
        Map<RunId, Run> runs = new TreeMap<>();
        this.published =
                PublishedEpochs.read(
                        repository.log(),
                        record -> record.runs().forEach(run -> runs.putIfAbsent(run.id(), run)));
        for (Run run : runs.values()) {
            addPacks(run);
        }
        this.scan = new StripeScan(repository.description(), repository.volumes());
        this.listed = snapshot(head.number()).stripes().scan();
        this.isListed = listed.next();
    }

    /** All packs of a repository; reads what commits name. */
    public static StagedPacks of(Repository repository) throws IOException, ObjectStoreException {
        return new StagedPacks(repository);
    }

    private void addPacks(Run run) throws IOException {
        packsOfRuns.add(run.root().pack());
        RunRoot root =
                new RunRoot(
                        RunKind.valueOf(run.kind().name()),
                        run.rootEntry(),
                        StripeBytes.write(run.root()));
        try (PackedPages.Source pages =
                new PackedPages.Source(new StripeReader(repository.volumes()))) {
            for (byte[] stripe : RunReader.open(root, pages, new PageCache(0)).packs()) {
                packsOfRuns.add(StripeBytes.read(stripe).pack());
            }
        }
    }

    /** The next pack; empty at the end. */
    public Optional<Pack> next() throws IOException, ObjectStoreException {
        Optional<FoundStripe> found = scan.next();
        return found.isEmpty() ? Optional.empty() : Optional.of(judge(found.get()));
    }

    private Pack judge(FoundStripe found) throws IOException, ObjectStoreException {
        return new Pack(
                found.pack(),
                found.opening().lineage(),
                found.opening().epoch(),
                found.shards(),
                found.shards() * found.shardBytes(),
                verdict(found.pack(), found.opening()));
    }

    private Verdict verdict(PackId pack, PackWriter.Opening opening)
            throws IOException, ObjectStoreException {
        if (isListedNow(pack) || packsOfRuns.contains(pack)) {
            return Verdict.COMMITTED;
        }
        OptionalLong commit = published.commitOf(opening);
        if (commit.isPresent()) {
            // The only commit that can have named it, should its run have been replaced with a
            // loss.
            boolean isNamed = snapshot(commit.getAsLong()).find(pack).isPresent();
            return isNamed ? Verdict.COMMITTED : Verdict.DEAD;
        }
        return head.retired(opening.lineage()).isPresent() ? Verdict.DEAD : Verdict.LIVING;
    }

    /** Whether the newest stripe catalogue has the pack; asked for ascending packs. */
    private boolean isListedNow(PackId pack) throws IOException {
        while (isListed && listed.pack().compareTo(pack) < 0) {
            isListed = listed.next();
        }
        return isListed && listed.pack().equals(pack);
    }

    private Snapshot snapshot(long number) throws IOException, ObjectStoreException {
        Snapshot known = snapshots.get(number);
        if (known != null) {
            return known;
        }
        if (snapshots.size() > SNAPSHOTS_MAX) {
            snapshots.pollFirstEntry().getValue().close(); // never that of the head, the last
        }
        Snapshot opened =
                number == head.number()
                        ? repository.newest()
                        : repository.at(Long.toString(number));
        snapshots.put(number, opened);
        return opened;
    }

    /** What the scan did not believe so far: a pack without a believable shard is only here. */
    public List<LeftOut> leftOut() {
        return scan.leftOut();
    }

    @Override
    public void close() {
        snapshots.values().forEach(Snapshot::close);
        snapshots.clear();
    }
}
