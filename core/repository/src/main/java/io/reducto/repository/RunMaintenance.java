package io.reducto.repository;

import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunId;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.log.CommitChange;
import io.reducto.repository.log.CommitPublisher;
import io.reducto.repository.log.Publication;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.RunLevels;
import io.reducto.repository.run.RunMerge;
import io.reducto.repository.run.RunSummary;
import io.reducto.repository.run.RunWriter;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps the number of runs logarithmic: merges neighbours, one merge at a time, and publishes each
 * as a difference (remove these, add that one), which is dropped when another writer has merged one
 * of them meanwhile.
 *
 * <p>Whoever commits may call it after a commit with a bounded {@link RunLevels}; nobody has to.
 * For one thread.
 */
public final class RunMaintenance {
    private static final List<RunKind> KINDS =
            List.of(RunKind.INDEX, RunKind.CATALOGUE, RunKind.STRIPES);

    private final RunLevels levels;

    /** Merges as {@code levels} says. */
    public RunMaintenance(RunLevels levels) {
        this.levels = levels;
    }

    /** Whether a merge is due in the runs of a record; reads nothing. */
    public boolean isDue(CommitRecord record) {
        return KINDS.stream().anyMatch(kind -> next(Snapshot.runs(record, kind)).isPresent());
    }

    /**
     * Does the next merge that is due, of the kind that comes first.
     *
     * @param snapshot the newest one
     * @param packs takes the pages of the new run; nothing is open in it
     * @return what publishing came to; empty when no merge is due
     */
    public Optional<Publication> mergeNext(
            Snapshot snapshot, PackWriter packs, CommitPublisher publisher)
            throws IOException, InterruptedException, ObjectStoreException {
        return mergeNext(snapshot, packs, publisher, parent -> true);
    }

    /**
     * As the other, onto a parent only for which {@code allowed} holds; otherwise it comes to
     * nothing. A writer whose packs count as dead once its lineage has published more must not
     * publish a merge after that.
     */
    public Optional<Publication> mergeNext(
            Snapshot snapshot,
            PackWriter packs,
            CommitPublisher publisher,
            Predicate<CommitRecord> allowed)
            throws IOException, InterruptedException, ObjectStoreException {
        for (RunKind kind : KINDS) {
            List<Run> newestFirst = Snapshot.runs(snapshot.record(), kind);
            Optional<RunLevels.Merge> merge = next(newestFirst);
            if (merge.isPresent()) {
                List<Run> inputs = newestFirst.subList(merge.get().from(), merge.get().to());
                RunDraft merged = merge(snapshot, inputs, merge.get().level(), packs);
                List<RunId> removed = inputs.stream().map(Run::id).toList();
                CommitChange change = CommitChange.merge(removed, merged);
                return Optional.of(
                        publisher.publishChange(
                                parent -> Optional.of(change).filter(c -> allowed.test(parent))));
            }
        }
        return Optional.empty();
    }

    private Optional<RunLevels.Merge> next(List<Run> newestFirst) {
        return levels.nextInline(newestFirst.stream().map(RunMaintenance::size).toList());
    }

    private static RunLevels.Run size(Run run) {
        return new RunLevels.Run(run.level(), run.entries(), run.last());
    }

    private static RunDraft merge(
            Snapshot snapshot, List<Run> newestFirst, int level, PackWriter packs)
            throws IOException, InterruptedException {
        RunKind kind = newestFirst.get(0).kind();
        PackedPages.Sink pages = new PackedPages.Sink(packs);
        RunWriter writer =
                new RunWriter(io.reducto.repository.run.RunKind.valueOf(kind.name()), pages);
        RunSummary run = RunMerge.merge(snapshot.open(newestFirst, new PageCache(0)), writer);
        packs.flush();
        return new PendingRun(kind, level, run, pages).draft(packs.written());
    }
}
