package io.reducto.repository.rebuild;

import io.reducto.codec.LineageId;
import io.reducto.repository.format.CommitKind;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.Origin;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.tier.ObjectStoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which checkpoints of which lineages have been published with content, and in which commits, from
 * all records of the chain: a lineage that has ended is in no table any more.
 *
 * <p>Memory: some 100 bytes per commit. Immutable; safe for use by several threads.
 */
final class PublishedEpochs {
    private final Map<LineageId, TreeMap<Long, Long>> commits = new HashMap<>();

    private PublishedEpochs() {}

    /** Reads every record, one request each. */
    static PublishedEpochs read(CommitLog log) throws ObjectStoreException {
        return read(log, record -> {});
    }

    /** Reads every record, one request each, and hands them on, the first one first. */
    static PublishedEpochs read(CommitLog log, Consumer<CommitRecord> records)
            throws ObjectStoreException {
        PublishedEpochs epochs = new PublishedEpochs();
        for (long number = 1; number <= log.headNumber(); number++) {
            CommitRecord record = log.read(number).record();
            records.accept(record);
            Optional<Origin> origin = record.origin();
            if (record.kind() == CommitKind.EPOCH && origin.isPresent()) {
                epochs.commits
                        .computeIfAbsent(origin.get().lineage(), id -> new TreeMap<>())
                        .put(origin.get().checkpoint(), number);
            }
        }
        return epochs;
    }

    /** Whether the lineage has published anything. */
    boolean knows(LineageId lineage) {
        return commits.containsKey(lineage);
    }

    /**
     * The first commit that may have published a pack: that of the lineage's first checkpoint from
     * the pack's epoch on. Empty when there is none yet.
     */
    OptionalLong commitOf(PackWriter.Opening opening) {
        TreeMap<Long, Long> lineage = commits.getOrDefault(opening.lineage(), new TreeMap<>());
        Map.Entry<Long, Long> commit = lineage.ceilingEntry(opening.epoch());
        return commit == null ? OptionalLong.empty() : OptionalLong.of(commit.getValue());
    }
}
