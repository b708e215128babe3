package io.reducto.repository.rebuild;

import io.reducto.codec.digest.ChunkHasher;
import io.reducto.repository.Repository;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunId;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Publication;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes index, catalogue and stripe catalogue of a repository anew, from nothing but the commit
 * chain and what the volumes hold; no run of the newest commit is read.
 *
 * <pre>{@code
 * try (RunRebuild rebuild = new RunRebuild(Repository.open(stores), stripes, random)) {
 *     RebuildReport report = rebuild.build();      // durable, not visible
 *     rebuild.publish(publisher);                  // one MERGE commit per kind
 * }
 * }</pre>
 *
 * <p>A pack counts when its lineage has published a checkpoint from its epoch on, and is ascribed
 * to the first commit that did. Of two places of a chunk that of the later commit stands, of two
 * versions of one name that of the earlier; what is left is decided by epoch, pack id and ordinal,
 * in the same direction. Records of commits are not touched; the new runs stand for all commits of
 * those that they replace, and what is committed meanwhile stays.
 *
 * <p>Memory: the stripes of all packs that count, some 100 bytes per commit, and up to a given
 * number of entries. Use by one thread, once, and {@link #close} it; the repository and its stores
 * stay the caller's.
 */
public final class RunRebuild implements AutoCloseable {
    /** Entries of each of index and catalogue that are kept in memory: up to some 250 MiB. */
    public static final int ENTRIES_MAX = 1 << 20;

    private final Repository repository;
    private final CommitRecord head;
    private final EntryReader entries;
    private final RunStore store;
    private final int entriesMax;
    private Optional<RebuildReport> report = Optional.empty();
    private boolean hasBegun;

    /**
     * A rebuild of {@code repository} as of its newest commit.
     *
     * @param stripes where the packs of the new runs go
     * @param random gives ids; must not be predictable by other writers
     */
    public RunRebuild(Repository repository, StripeWriter stripes, RandomGenerator random) {
        this(repository, stripes, random, ENTRIES_MAX);
    }

    /** As the other, with {@code entriesMax} entries in memory; what is more goes to volumes. */
    public RunRebuild(
            Repository repository, StripeWriter stripes, RandomGenerator random, int entriesMax) {
        if (entriesMax < 1) {
            throw new IllegalArgumentException(
                    "rebuild: expected 1 entry or more in memory, found " + entriesMax);
        }
        StripeReader reader = new StripeReader(repository.volumes());
        this.repository = repository;
        this.head =
                repository.log().head().map(StoredCommit::record).orElse(CommitRecord.BEFORE_FIRST);
        this.entries = new EntryReader(reader, ChunkHasher.plain(), EntryReader.Limits.DEFAULT);
        this.store = new RunStore(stripes, reader, random);
        this.entriesMax = entriesMax;
    }

    /**
     * Reads all packs that count and writes the runs. Nothing is visible yet: look at the report
     * before {@link #publish}.
     *
     * @throws io.reducto.codec.DataException when a record of the chain cannot be read
     * @throws ObjectStoreException when no metadata volume can give a record
     * @throws IOException when the new runs cannot be written; this rebuild is of no use then
     */
    public RebuildReport build() throws IOException, InterruptedException, ObjectStoreException {
        if (hasBegun) {
            throw new IllegalStateException("this rebuild has been built, or tried to");
        }
        hasBegun = true;
        LeftOuts leftOuts = new LeftOuts();
        PublishedEpochs published = PublishedEpochs.read(repository.log());
        StripeScan scan = new StripeScan(repository.description(), repository.volumes(), leftOuts);
        PackCensus census = new PackCensus(published, entries, leftOuts);
        PackReading reading = new PackReading(entries, leftOuts, sorters());
        for (PackCensus.Counted pack : census.take(scan)) {
            reading.read(pack);
        }
        RebuildReport made = reading.report(census.runPacks(), finish(reading.sorters()));
        report = Optional.of(made);
        return made;
    }

    private Map<RunKind, RunDraft> finish(PackReading.Sorters sorters)
            throws IOException, InterruptedException {
        Map<RunKind, RunDraft> runs = new EnumMap<>(RunKind.class);
        put(runs, sorters.index().finish(level(RunKind.INDEX)));
        put(runs, sorters.catalogue().finish(level(RunKind.CATALOGUE)));
        put(runs, sorters.stripes().finish(level(RunKind.STRIPES)));
        return runs;
    }

    /**
     * Puts the new runs in the place of those that the newest commit had when this was made. A kind
     * of which there is nothing keeps its old runs. May be repeated, also after a failure; what is
     * there already, or what another merge has overtaken, comes to nothing.
     *
     * @throws IllegalStateException when the report {@linkplain RebuildReport#isLossy is lossy}
     */
    public Map<RunKind, Publication> publish(CommitPublisher publisher)
            throws ObjectStoreException {
        RebuildReport made = built();
        if (made.isLossy()) {
            throw new IllegalStateException(
                    "the rebuild left out what may have been published: %s; bring volumes back and rebuild again, or accept the loss"
                            .formatted(made.leftOutCounts()));
        }
        return publishDespiteLoss(publisher);
    }

    /** As {@link #publish}, also when something that may have been published is left out. */
    public Map<RunKind, Publication> publishDespiteLoss(CommitPublisher publisher)
            throws ObjectStoreException {
        Map<RunKind, Publication> publications = new EnumMap<>(RunKind.class);
        for (RunDraft run : built().runs().values()) {
            publications.put(
                    run.kind(), publisher.publishChange(parent -> replacement(parent, run)));
        }
        return publications;
    }

    private RebuildReport built() {
        return report.orElseThrow(() -> new IllegalStateException("nothing has been built"));
    }

    private Optional<CommitChange> replacement(CommitRecord parent, RunDraft run) {
        RunId id = new RunId(run.root().pack(), run.rootEntry());
        boolean isThere = parent.runs().stream().anyMatch(current -> current.id().equals(id));
        List<RunId> removed = replaced(run.kind()).stream().map(Run::id).toList();
        return isThere ? Optional.empty() : Optional.of(CommitChange.merge(removed, run));
    }

    private List<Run> replaced(RunKind kind) {
        return head.runs().stream().filter(run -> run.kind() == kind).toList();
    }

    /** That of the highest run that is replaced; never 0, whose values have no commit numbers. */
    private int level(RunKind kind) {
        return replaced(kind).stream().mapToInt(Run::level).reduce(1, Math::max);
    }

    private PackReading.Sorters sorters() {
        return PackReading.Sorters.of(store, entriesMax);
    }

    private static void put(Map<RunKind, RunDraft> runs, Optional<RunDraft> run) {
        run.ifPresent(made -> runs.put(made.kind(), made));
    }

    @Override
    public void close() {
        store.close();
        entries.close();
    }
}
