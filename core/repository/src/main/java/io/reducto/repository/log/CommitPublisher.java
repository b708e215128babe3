package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.CommitRecord;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The writer of the commit log; {@code protocol} 1.3 and 3.2. Any number of publishers, in any
 * processes, may work on one repository.
 *
 * <p>A call brings the volumes that answer up to the longest chain (and so completes a record that
 * another writer left behind, as it stands), looks whether the committable is published already,
 * puts number N on the lead, takes the winner's record and tries N + 1 where another was first, and
 * returns when m + 1 volumes hold the record. The first failure ends it with an exception; the same
 * call may be made again, by anyone, at any time.
 *
 * <p>Retries and back-off are the caller's and the stores'. For one thread; the stores stay the
 * caller's.
 */
public final class CommitPublisher {
    private final Map<String, ObjectStore> stores;
    private final InstantSource clock;
    private long headHint;

    /**
     * @param stores metadata volumes that could be opened, by name
     * @param clock what commits get their time from
     */
    public CommitPublisher(Map<String, ? extends ObjectStore> stores, InstantSource clock) {
        this.stores = Map.copyOf(stores);
        this.clock = clock;
    }

    /**
     * Publishes an epoch, exactly once.
     *
     * @throws LineageException if the lineage must not publish it; nothing was written for it
     * @throws LogUnavailableException if the lead does not answer (nothing was written elsewhere)
     *     or fewer than m + 1 volumes do
     * @throws DataException if volumes contradict each other
     * @throws IllegalStateException if a repair of the lead ran at the same time
     */
    public Publication publish(Committable committable) throws ObjectStoreException {
        return publish(head -> doneBy(head, committable), assembly -> assembly.next(committable));
    }

    /**
     * Publishes a change that is no epoch: a merge, a placement, a lineage that joins or is
     * retired. A repetition is recognised by its effect, so the content must be such that it is
     * nothing once it has been made; {@link CommitAssembly} sees to that for merges, joins and
     * retirements.
     *
     * @throws LogUnavailableException as {@link #publish}
     * @throws DataException if volumes contradict each other
     * @throws IllegalStateException if a repair of the lead ran at the same time
     */
    public Publication publishChange(CommitContent content) throws ObjectStoreException {
        return publish(
                head -> OptionalLong.empty(),
                assembly -> content.onto(assembly.parent()).flatMap(assembly::next));
    }

    private Publication publish(
            Function<CommitRecord, OptionalLong> settled,
            Function<CommitAssembly, Optional<CommitRecord>> next)
            throws ObjectStoreException {
        ChainView view = ChainView.open(stores, headHint);
        ChainWriter writer = new ChainWriter(view);
        MetadataVolume lead = view.volumes().get(0);
        writer.requireAnswer(lead, view.longest().number());
        writer.requireSettledDescription();
        writer.catchUp(lead);
        writer.copyDescription();
        StoredCommit head = view.longest();
        while (true) {
            headHint = head.number();
            OptionalLong done = settled.apply(head.record());
            if (done.isPresent()) {
                return new Publication.DoneAlready(done.getAsLong());
            }
            int generation = view.description().generationOf(head.number() + 1);
            Optional<CommitRecord> record =
                    next.apply(new CommitAssembly(head, generation, clock.millis()));
            if (record.isEmpty()) {
                return new Publication.NothingNew();
            }
            StoredCommit mine = StoredCommit.write(view.description().id(), record.get());
            StoredCommit owner = writer.offer(mine);
            writer.copy(owner);
            if (owner.digest().equals(mine.digest())) {
                writer.requireGeneration(mine.number());
                headHint = mine.number();
                return new Publication.Published(mine);
            }
            head = owner;
        }
    }

    private static OptionalLong doneBy(CommitRecord head, Committable committable) {
        return LineageRule.doneBy(head, committable.origin(), committable.restored());
    }
}
