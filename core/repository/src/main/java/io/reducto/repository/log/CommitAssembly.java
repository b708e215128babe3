package io.reducto.repository.log;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.LineageEntry;
import io.reducto.repository.format.LineageProgress;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RetiredLineage;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a change to its parent: the record that comes next. Pure. Nothing comes next where the
 * change has been overtaken, or changes nothing.
 */
final class CommitAssembly {
    private final StoredCommit parent;
    private final int generation;
    private final long time;

    /**
     * @param generation that the next number has
     * @param now milliseconds since 1970 UTC
     */
    CommitAssembly(StoredCommit parent, int generation, long now) {
        this.parent = parent;
        this.generation = generation;
        this.time = Math.max(now, parent.record().time());
    }

    /** The record that the next one is built on. */
    CommitRecord parent() {
        return parent.record();
    }

    /** The next record for an epoch; {@code protocol} 2.3 says when there is none. */
    Optional<CommitRecord> next(Committable committable) {
        Origin origin = committable.origin();
        Optional<CommitChange> change =
                committable.content().onto(parent.record()).filter(c -> !c.added().isEmpty());
        change.ifPresent(c -> requireKind(c, CommitKind.EPOCH));
        Optional<LineageEntry> row = parent.record().lineage(origin.lineage());
        if (change.isEmpty() && !(committable.isLast() && row.isPresent())) {
            return row.filter(entry -> isAwaited(entry, committable.progress()))
                    .map(entry -> enter(entry.with(committable.progress())))
                    .map(tables -> progress(origin, tables));
        }
        LineageEntry entry =
                new LineageEntry(
                        origin.lineage(),
                        origin.checkpoint(),
                        number(),
                        origin.digest(),
                        committable.progress());
        Tables tables = committable.isLast() ? retire(entry) : enter(entry);
        return change.isEmpty()
                ? Optional.of(progress(origin, tables))
                : runs(change.get())
                        .map(r -> record(CommitKind.EPOCH, Optional.of(origin), r, tables));
    }

    private boolean isAwaited(LineageEntry entry, LineageProgress progress) {
        long wanted = parent.record().collection();
        return wanted > 0
                && entry.progress().holdsBack(wanted)
                && !entry.progress().equals(progress);
    }

    /** The next record for a change that is no epoch. */
    Optional<CommitRecord> next(CommitChange change) {
        if (change.kind().hasOrigin()) {
            throw new IllegalArgumentException(
                    "%s belongs to a committable".formatted(change.kind()));
        }
        if (change.joining().isPresent()) {
            return join(change.joining().get());
        }
        if (change.retiring().isPresent()) {
            return retire(change.retiring().get());
        }
        if (change.added().isEmpty() && change.removed().isEmpty()) {
            return Optional.empty();
        }
        return runs(change).map(runs -> record(change.kind(), Optional.empty(), runs, unchanged()));
    }

    private Optional<CommitRecord> join(CommitChange.Joining joining) {
        LineageId lineage = joining.lineage();
        if (parent.record().retired(lineage).isPresent()) {
            throw new IllegalArgumentException(
                    "lineage %s was retired and cannot join again".formatted(lineage));
        }
        if (parent.record().lineage(lineage).isPresent()) {
            return Optional.empty();
        }
        LineageEntry entry =
                new LineageEntry(lineage, 0, number(), Digest.ZERO, joining.progress());
        return Optional.of(record(CommitKind.JOIN, enter(entry)));
    }

    private Optional<CommitRecord> retire(LineageId lineage) {
        if (parent.record().retired(lineage).isPresent()) {
            return Optional.empty();
        }
        LineageEntry entry =
                parent.record()
                        .lineage(lineage)
                        .orElse(
                                new LineageEntry(
                                        lineage, 0, number(), Digest.ZERO, LineageProgress.NONE));
        return Optional.of(record(CommitKind.RETIREMENT, retire(entry)));
    }

    /** All runs after the change; nothing where a removed one is not listed. */
    private Optional<List<Run>> runs(CommitChange change) {
        Set<RunId> removed = new HashSet<>(change.removed());
        List<Run> kept = new ArrayList<>();
        List<Run> gone = new ArrayList<>();
        parent.record().runs().forEach(r -> (removed.contains(r.id()) ? gone : kept).add(r));
        if (gone.size() < removed.size()) {
            return Optional.empty();
        }
        change.added().forEach(draft -> kept.add(covering(draft, gone)));
        kept.sort(Run.ORDER);
        return Optional.of(kept);
    }

    private Run covering(RunDraft draft, List<Run> gone) {
        List<Run> same = gone.stream().filter(run -> run.kind() == draft.kind()).toList();
        return draft.covering(
                same.stream().mapToLong(Run::first).min().orElse(number()),
                same.stream().mapToLong(Run::last).max().orElse(number()));
    }

    private Tables enter(LineageEntry entry) {
        List<LineageEntry> live = without(entry.lineage());
        live.add(entry);
        live.sort(LineageEntry.ORDER);
        return new Tables(live, parent.record().retired());
    }

    private Tables retire(LineageEntry entry) {
        List<RetiredLineage> retired = new ArrayList<>(parent.record().retired());
        long commit = entry.checkpoint() == 0 ? 0 : entry.commit();
        retired.add(
                new RetiredLineage(
                        entry.lineage(), entry.checkpoint(), commit, entry.digest(), number()));
        retired.sort(RetiredLineage.ORDER);
        return new Tables(without(entry.lineage()), retired);
    }

    private List<LineageEntry> without(LineageId lineage) {
        List<LineageEntry> live = new ArrayList<>(parent.record().lineages());
        live.removeIf(entry -> entry.lineage().equals(lineage));
        return live;
    }

    private Tables unchanged() {
        return new Tables(parent.record().lineages(), parent.record().retired());
    }

    private CommitRecord progress(Origin origin, Tables tables) {
        return record(CommitKind.PROGRESS, Optional.of(origin), parent.record().runs(), tables);
    }

    private CommitRecord record(CommitKind kind, Tables tables) {
        return record(kind, Optional.empty(), parent.record().runs(), tables);
    }

    private CommitRecord record(
            CommitKind kind, Optional<Origin> origin, List<Run> runs, Tables tables) {
        return new CommitRecord(
                number(),
                generation,
                parent.digest(),
                time,
                kind,
                origin,
                runs,
                tables.live,
                tables.retired,
                parent.record().collection(),
                parent.record().corpora());
    }

    private long number() {
        return parent.number() + 1;
    }

    private static void requireKind(CommitChange change, CommitKind kind) {
        if (change.kind() != kind) {
            throw new IllegalArgumentException(
                    "change of a committable: expected %s, found %s"
                            .formatted(kind, change.kind()));
        }
    }

    private record Tables(List<LineageEntry> live, List<RetiredLineage> retired) {}
}
