package io.reducto.repository.log;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunId;
import java.util.List;
import java.util.Optional;

/**
 * What a commit changes, as a difference to its parent, so that it can be applied to another parent
 * after a lost race.
 *
 * @param kind why
 * @param removed runs that are no longer current; where one is not listed any more, the change has
 *     been overtaken and is dropped
 * @param added runs that become current. Where runs of the same kind are removed, an added one
 *     stands for all of their commits; otherwise for the new commit
 * @param joining a lineage that enters the table before its first epoch
 * @param retiring a lineage that leaves it by command
 */
public record CommitChange(
        CommitKind kind,
        List<RunId> removed,
        List<RunDraft> added,
        Optional<Joining> joining,
        Optional<LineageId> retiring) {

    /** Copies the lists. */
    public CommitChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /**
     * A lineage that joins.
     *
     * @param lineage its id
     * @param progress the collection that its seed already respects
     */
    public record Joining(LineageId lineage, LineageProgress progress) {}

    /** New content of an epoch. */
    public static CommitChange epoch(List<RunDraft> added) {
        return runs(CommitKind.EPOCH, List.of(), added);
    }

    /** Neighbouring runs of one kind replaced by an equal one. */
    public static CommitChange merge(List<RunId> removed, RunDraft added) {
        return runs(CommitKind.MERGE, removed, List.of(added));
    }

    /** Shards that were moved or repaired: runs of the stripe catalogue. */
    public static CommitChange placement(List<RunDraft> added) {
        return runs(CommitKind.PLACEMENT, List.of(), added);
    }

    /** A lineage enters the table. */
    public static CommitChange join(LineageId lineage, LineageProgress progress) {
        return new CommitChange(
                CommitKind.JOIN,
                List.of(),
                List.of(),
                Optional.of(new Joining(lineage, progress)),
                Optional.empty());
    }

    /** A lineage leaves the table by command. */
    public static CommitChange retire(LineageId lineage) {
        return new CommitChange(
                CommitKind.RETIREMENT,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(lineage));
    }

    private static CommitChange runs(CommitKind kind, List<RunId> removed, List<RunDraft> added) {
        return new CommitChange(kind, removed, added, Optional.empty(), Optional.empty());
    }
}
