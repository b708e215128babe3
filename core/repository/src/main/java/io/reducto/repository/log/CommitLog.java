package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of a repository as they were when it was opened; {@code protocol} 1.5.
 *
 * <pre>{@code
 * CommitLog log = CommitLog.open(stores);
 * log.head();                            // the newest commit, if there is one
 * log.at("2026-03-01T00:00:00Z");        // or log.at("118")
 * }</pre>
 *
 * <p>Never writes. Opening takes one listing, one description, 2 · log2(commits) + 2 probes and two
 * records per metadata volume, whatever the age of the repository; nothing of the chain is kept but
 * its head. Commits that are made later are seen by opening again.
 *
 * <p>Immutable; safe for use by several threads if the stores are. The stores stay the caller's.
 */
public final class CommitLog {
    private final ChainView view;
    private final Optional<StoredCommit> head;

    private CommitLog(ChainView view, Optional<StoredCommit> head) {
        this.view = view;
        this.head = head;
    }

    /**
     * Opens the log.
     *
     * @param stores metadata volumes that could be opened, by name; those that could not are left
     *     out, stores of other volumes are ignored
     * @throws LogUnavailableException when no volume shows a description or a chain
     * @throws DataException when volumes contradict each other, or the last record cannot be read
     */
    public static CommitLog open(Map<String, ? extends ObjectStore> stores)
            throws ObjectStoreException {
        ChainView view = ChainView.open(stores, 0);
        StoredCommit last = view.longest();
        int silent = view.silent().size();
        boolean isDone = view.holders(last.number()) + silent >= view.description().copies();
        if (last.number() > 0 && !isDone) {
            last = last.number() == 1 ? StoredCommit.BEFORE_FIRST : view.read(last.number() - 1);
        }
        return new CommitLog(view, Optional.of(last).filter(commit -> commit.number() > 0));
    }

    /**
     * What a few volumes say of their repository, whatever they are called there: enough to find
     * the others. Open the log with those; the description in force may be a newer one.
     *
     * @throws LogUnavailableException when none of them shows a description
     */
    public static RepositoryDescription describe(Map<String, ? extends ObjectStore> stores)
            throws ObjectStoreException {
        return ChainView.describe(stores).description();
    }

    /** The description in force. */
    public RepositoryDescription description() {
        return view.description();
    }

    /** The newest commit; none in a new repository. */
    public Optional<StoredCommit> head() {
        return head;
    }

    /** Number of the newest commit; 0 in a new repository. */
    public long headNumber() {
        return head.map(StoredCommit::number).orElse(0L);
    }

    /**
     * A commit by number, from the first metadata volume that can give it: one request as a rule.
     *
     * @throws IllegalArgumentException if there is no such commit
     * @throws DataException if no volume holds it whole
     * @throws LogUnavailableException if no volume that holds it answers
     */
    public StoredCommit read(long number) throws ObjectStoreException {
        if (number < 1 || number > headNumber()) {
            throw new IllegalArgumentException(
                    "commit %d: expected 1 to %d".formatted(number, headNumber()));
        }
        return number == headNumber() ? head.orElseThrow() : view.read(number);
    }

    /**
     * The commit that publishes a committable, looked for from a commit backwards: one request per
     * commit between them.
     *
     * @param from number of that commit or of a later one
     */
    public Optional<StoredCommit> of(Origin origin, long from) throws ObjectStoreException {
        for (long number = from; number > 0; number--) {
            StoredCommit commit = read(number);
            Optional<Origin> found =
                    commit.record()
                            .origin()
                            .filter(other -> other.lineage().equals(origin.lineage()));
            if (found.filter(origin::equals).isPresent()) {
                return Optional.of(commit);
            }
            if (found.isPresent() && found.get().checkpoint() <= origin.checkpoint()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The newest commit that is not after {@code time}; log2(commits) reads. */
    public Optional<StoredCommit> at(Instant time) throws ObjectStoreException {
        Optional<StoredCommit> found = Optional.empty();
        long low = 1;
        long high = headNumber();
        while (low <= high) {
            long middle = low + (high - low) / 2;
            StoredCommit commit = read(middle);
            if (Instant.ofEpochMilli(commit.record().time()).isAfter(time)) {
                high = middle - 1;
            } else {
                found = Optional.of(commit);
                low = middle + 1;
            }
        }
        return found;
    }

    /**
     * The commit that an operator named.
     *
     * @param numberOrTime a decimal number, or an ISO 8601 instant such as {@code
     *     2026-03-01T00:00:00Z}
     * @throws IllegalArgumentException if it is neither, or no such commit exists
     */
    public StoredCommit at(String numberOrTime) throws ObjectStoreException {
        if (numberOrTime.matches("\\d{1,12}")) {
            return read(Long.parseLong(numberOrTime));
        }
        try {
            return at(Instant.parse(numberOrTime))
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "no commit at or before " + numberOrTime));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s': expected a commit number, or a time such as 2026-03-01T00:00:00Z"
                            .formatted(numberOrTime),
                    e);
        }
    }

    /**
     * Reads every record on every metadata volume that answers, newest first, and checks that each
     * is the parent that its child names, and not later than it.
     *
     * @return number of records read, all volumes together
     * @throws DataException for the first that is not
     * @throws ObjectStoreException if a volume that answered before does not any more
     */
    public long verifyChain() throws ObjectStoreException {
        long count = 0;
        if (head.isPresent()) {
            Digest expected = head.get().digest();
            long time = Long.MAX_VALUE;
            for (long number = headNumber(); number > 0; number--) {
                StoredCommit commit = StoredCommit.BEFORE_FIRST;
                for (MetadataVolume volume : view.answering()) {
                    if (volume.head() >= number) {
                        commit = verify(volume, number, expected);
                        count++;
                    }
                }
                checkTime(commit, time);
                expected = commit.record().parent();
                time = commit.record().time();
            }
        }
        return count;
    }

    private StoredCommit verify(MetadataVolume volume, long number, Digest expected)
            throws ObjectStoreException {
        StoredCommit commit = view.read(volume, volume.store(), number);
        if (!commit.digest().equals(expected)) {
            throw new DataException.Corrupt(
                    volume.what(description().commitName(number)),
                    "digest %s, as its child says".formatted(expected),
                    commit.digest().toString());
        }
        return commit;
    }

    private void checkTime(StoredCommit commit, long childTime) {
        if (commit.record().time() > childTime) {
            throw new DataException.Malformed(
                    description().commitName(commit.number()).value(),
                    0,
                    "expected a time up to its child's, %d, found %d"
                            .formatted(childTime, commit.record().time()));
        }
    }
}
