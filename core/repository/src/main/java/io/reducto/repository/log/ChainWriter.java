package io.reducto.repository.log;

import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import java.util.List;
import java.util.Optional;

/**
 * The writing steps of {@code protocol} 1.3 and 1.4 on the volumes of one {@link ChainView}. Each
 * record that something is built on is put again first: a store may show what a power failure can
 * still take away, and a put that is refused promises that it cannot. For one thread.
 */
final class ChainWriter {
    private final ChainView view;

    ChainWriter(ChainView view) {
        this.view = view;
    }

    /**
     * Fails unless everybody must be of one opinion about who decides: m + 1 volumes hold the
     * description, and no repair was left unfinished.
     */
    void requireSettledDescription() throws LogUnavailableException {
        FoundDescription found = view.found();
        if (!found.isProven() || found.isRepairInterrupted()) {
            throw view.unavailable(
                    Math.max(1, view.longest().number()),
                    "description %d on %d metadata volumes and no newer one"
                            .formatted(
                                    view.description().generation(), view.description().copies()),
                    "it on %s, and generation %d as the newest"
                            .formatted(found.holders(), found.newestSeen()),
                    "bring volumes back, or stop all writers and repair the lead");
        }
    }

    /**
     * Brings the volumes that answer up to the longest chain, in order, {@code first} before the
     * others, so that m + 1 of them hold it.
     *
     * @throws LogUnavailableException if they are fewer, or {@code first} fails
     */
    void catchUp(MetadataVolume first) throws ObjectStoreException {
        catchUpOne(first);
        requireAnswer(first, view.longest().number());
        for (MetadataVolume volume : view.answering()) {
            if (volume != first) {
                catchUpOne(volume);
            }
        }
        requireCopies(view.longest().number());
    }

    /**
     * Puts the description in force on the volumes that lack it; errors are found at the next use.
     */
    void copyDescription() {
        RepositoryDescription description = view.description();
        ObjectName name = DescriptionFormat.name(description.generation());
        for (MetadataVolume volume : view.answering()) {
            if (!view.found().holders().contains(volume.name())) {
                volume.ask(store -> MetadataVolume.put(store, name, view.found().file()));
            }
        }
    }

    /**
     * Puts a record on the lead.
     *
     * @return the record that has its number: this one, or that of who was first
     */
    StoredCommit offer(StoredCommit candidate) throws ObjectStoreException {
        MetadataVolume lead = view.volumes().get(0);
        ObjectName name = view.description().commitName(candidate.number());
        Optional<StoredCommit> owner =
                lead.ask(
                        store ->
                                MetadataVolume.put(store, name, candidate.file())
                                        ? candidate
                                        : view.read(lead, store, candidate.number()));
        requireAnswer(lead, candidate.number());
        lead.head(candidate.number());
        // An answer that was lost below us and asked for again looks like a lost race.
        return owner.filter(o -> !o.digest().equals(candidate.digest())).orElse(candidate);
    }

    /**
     * Copies a record of the lead to the other volumes.
     *
     * @throws LogUnavailableException if fewer than m + 1 hold it then
     */
    void copy(StoredCommit commit) throws ObjectStoreException {
        MetadataVolume lead = view.volumes().get(0);
        for (MetadataVolume volume : view.answering()) {
            if (volume != lead) {
                putCopy(volume, commit, lead.name());
            }
        }
        requireCopies(commit.number());
    }

    /**
     * Looks for a newer generation after a record was written: then a repair ran beside this
     * writer, and the record may be void.
     */
    void requireGeneration(long number) {
        ObjectName own = DescriptionFormat.name(view.description().generation());
        for (MetadataVolume volume : view.answering()) {
            List<ObjectName> newer =
                    volume.ask(
                                    store ->
                                            MetadataVolume.names(
                                                    store,
                                                    RepositoryDescription.PREFIX,
                                                    own.value()))
                            .orElse(List.of());
            if (!newer.isEmpty()) {
                throw new IllegalStateException(
                        "commit %d was written under generation %d while a repair wrote %s on volume %s, and may be void: stop all writers, repair the lead again, then restart them"
                                .formatted(
                                        number,
                                        view.description().generation(),
                                        newer.get(0),
                                        volume.name()));
            }
        }
    }

    /** Fails unless m + 1 volumes that answer hold the chain up to that number. */
    void requireCopies(long number) throws LogUnavailableException {
        int copies = view.description().copies();
        long holders = view.holders(number);
        if (holders < copies) {
            throw view.unavailable(
                    Math.max(1, number),
                    "%d metadata volumes that hold the chain up to commit %d"
                            .formatted(copies, number),
                    "%d; no answer from %s".formatted(holders, view.silent()),
                    "bring volumes back; the next writer completes what was begun");
        }
    }

    /** Fails if that volume, which decides, does not answer. */
    void requireAnswer(MetadataVolume volume, long number) throws LogUnavailableException {
        if (!volume.answers()) {
            throw view.unavailable(
                    Math.max(1, number),
                    "volume %s to answer".formatted(volume.name()),
                    "that it does not",
                    "bring it back, or stop all writers and repair the lead; commits wait until"
                            + " then");
        }
    }

    private void catchUpOne(MetadataVolume volume) throws ObjectStoreException {
        long to = view.longest().number();
        long seen = volume.head();
        for (long number = Math.max(1, seen); number <= to && volume.answers(); number++) {
            StoredCommit commit = number == to ? view.longest() : view.read(number);
            if (number <= seen) {
                ObjectName name = view.description().commitName(number);
                volume.ask(store -> MetadataVolume.put(store, name, commit.file()));
            } else {
                putCopy(volume, commit, view.longestOn());
            }
        }
    }

    /** Puts a record; if one is there, it must be the same. */
    private void putCopy(MetadataVolume volume, StoredCommit commit, String from) {
        ObjectName name = view.description().commitName(commit.number());
        Optional<Boolean> isNew =
                volume.ask(store -> MetadataVolume.put(store, name, commit.file()));
        Optional<StoredCommit> present =
                isNew.isEmpty() || isNew.get()
                        ? isNew.map(done -> commit)
                        : volume.ask(store -> view.read(volume, store, commit.number()));
        if (present.isPresent()) {
            ChainView.requireSame(commit, from, present.get(), volume.name());
            volume.head(commit.number());
        }
    }
}
