package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.CommitFormat;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the metadata volumes showed when they were asked: the description in force, the head of each
 * volume, the longest chain; {@code protocol} 1.5. Asking writes nothing. For one thread.
 */
final class ChainView {
    private final FoundDescription found;
    private final List<MetadataVolume> volumes;
    private StoredCommit longest = StoredCommit.BEFORE_FIRST;
    private String longestOn = "none";

    private ChainView(FoundDescription found, List<MetadataVolume> volumes) {
        this.found = found;
        this.volumes = volumes;
    }

    /**
     * Asks all volumes.
     *
     * @param stores metadata volumes that could be opened, by name; others are ignored
     * @param hint a number that was the head once, 0 for none
     * @throws LogUnavailableException when no volume shows a description, or none its head
     * @throws DataException.Corrupt when two volumes hold different records of one number and
     *     generation
     */
    static ChainView open(Map<String, ? extends ObjectStore> stores, long hint)
            throws LogUnavailableException {
        List<MetadataVolume> given = volumes(stores);
        FoundDescription found = describe(given);
        List<MetadataVolume> volumes = new ArrayList<>();
        for (String name : found.description().metadataVolumes()) {
            Optional<MetadataVolume> opened =
                    given.stream().filter(v -> v.name().equals(name)).findFirst();
            volumes.add(opened.orElseGet(() -> new MetadataVolume(name, null)));
        }
        ChainView view = new ChainView(found, List.copyOf(volumes));
        view.findHeads(hint);
        view.compareHeads();
        return view;
    }

    /** The description that these volumes show, whatever they are called in it. */
    static FoundDescription describe(Map<String, ? extends ObjectStore> stores)
            throws LogUnavailableException {
        return describe(volumes(stores));
    }

    private static FoundDescription describe(List<MetadataVolume> given)
            throws LogUnavailableException {
        return DescriptionSearch.find(given).orElseThrow(() -> noDescription(given));
    }

    private static List<MetadataVolume> volumes(Map<String, ? extends ObjectStore> stores) {
        List<MetadataVolume> volumes = new ArrayList<>();
        stores.forEach((name, store) -> volumes.add(new MetadataVolume(name, store)));
        return volumes;
    }

    FoundDescription found() {
        return found;
    }

    RepositoryDescription description() {
        return found.description();
    }

    /** Metadata volumes, the lead first. */
    List<MetadataVolume> volumes() {
        return volumes;
    }

    List<MetadataVolume> answering() {
        return volumes.stream().filter(MetadataVolume::answers).toList();
    }

    List<String> silent() {
        return volumes.stream().filter(v -> !v.answers()).map(MetadataVolume::name).toList();
    }

    /** The last record of the longest chain. */
    StoredCommit longest() {
        return longest;
    }

    /** Name of a volume that has it. */
    String longestOn() {
        return longestOn;
    }

    /** How many volumes that answer hold that number. */
    long holders(long number) {
        return answering().stream().filter(volume -> volume.head() >= number).count();
    }

    /**
     * The record of a number of the longest chain, from the first volume that can give it. May be
     * called by several threads.
     *
     * @throws DataException if no volume holds it whole
     * @throws LogUnavailableException if no volume answers
     */
    StoredCommit read(long number) throws LogUnavailableException {
        List<MetadataVolume> asked = new ArrayList<>();
        for (MetadataVolume volume : volumes) {
            if (volume.head() >= number) {
                MetadataVolume anew = volume.anew();
                Optional<StoredCommit> commit = anew.ask(store -> read(anew, store, number));
                if (commit.isPresent()) {
                    return commit.get();
                }
                asked.add(anew);
            }
        }
        for (MetadataVolume volume : asked) {
            if (volume.failure().orElse(null) instanceof DataException bad) {
                throw bad;
            }
        }
        throw new LogUnavailableException(
                        call(number), "a volume that gives it", "none", "bring volumes back")
                .withFailures(asked);
    }

    /** The record as one volume has it. */
    StoredCommit read(MetadataVolume volume, ObjectStore store, long number)
            throws ObjectStoreException {
        ObjectName name = description().commitName(number);
        byte[] file = volume.read(store, name, CommitFormat.FILE_BYTES_MAX);
        StoredCommit commit = StoredCommit.read(volume.what(name), description().id(), file);
        int generation = description().generationOf(number);
        if (commit.number() != number || commit.record().generation() != generation) {
            throw new DataException.Malformed(
                    volume.what(name),
                    0,
                    "expected number %d of generation %d, as its name says, found %d of %d"
                            .formatted(
                                    number,
                                    generation,
                                    commit.number(),
                                    commit.record().generation()));
        }
        return commit;
    }

    /** An error about a record, with what the volumes that do not answer said. */
    LogUnavailableException unavailable(long number, String expected, String found, String remedy) {
        return new LogUnavailableException(call(number), expected, found, remedy)
                .withFailures(volumes);
    }

    private StoreCall call(long number) {
        URI lead =
                description().volumes().stream()
                        .filter(volume -> volume.name().equals(description().lead()))
                        .findFirst()
                        .orElseThrow()
                        .uri();
        return StoreCall.of(lead, StoreOperation.READ_TAIL, description().commitName(number));
    }

    private void findHeads(long hint) {
        for (MetadataVolume volume : volumes) {
            volume.ask(
                            store ->
                                    HeadSearch.find(
                                            number ->
                                                    MetadataVolume.has(
                                                            store,
                                                            description().commitName(number)),
                                            hint))
                    .ifPresent(volume::head);
        }
    }

    /* A chain is hashed: equal heads mean equal chains, so one record of each volume is compared with the same number
     * of the longest chain. A volume whose own record cannot be read counts as one that does not answer. */
    private void compareHeads() throws LogUnavailableException {
        List<StoredCommit> heads = new ArrayList<>();
        for (MetadataVolume volume : volumes) {
            Optional<StoredCommit> head =
                    volume.ask(
                            store ->
                                    volume.head() == 0
                                            ? StoredCommit.BEFORE_FIRST
                                            : read(volume, store, volume.head()));
            heads.add(head.orElse(StoredCommit.BEFORE_FIRST));
        }
        List<MetadataVolume> answering = answering();
        if (answering.isEmpty()) {
            throw unavailable(1, "a metadata volume that answers", "none", "bring volumes back");
        }
        for (int i = 0; i < volumes.size(); i++) {
            if (volumes.get(i).answers() && heads.get(i).number() > longest.number()) {
                longest = heads.get(i);
                longestOn = volumes.get(i).name();
            }
        }
        for (int i = 0; i < volumes.size(); i++) {
            if (volumes.get(i).answers() && heads.get(i).number() > 0) {
                compare(volumes.get(i), heads.get(i));
            }
        }
    }

    private void compare(MetadataVolume volume, StoredCommit head) {
        MetadataVolume source =
                volumes.stream().filter(v -> v.name().equals(longestOn)).findFirst().orElseThrow();
        Optional<StoredCommit> expected =
                head.number() == longest.number()
                        ? Optional.of(longest)
                        : source.ask(store -> read(source, store, head.number()));
        expected.ifPresent(same -> requireSame(same, longestOn, head, volume.name()));
    }

    /** Two different records of one number and generation are corruption; {@code protocol} 1.5. */
    static void requireSame(StoredCommit one, String on, StoredCommit other, String otherOn) {
        if (!one.digest().equals(other.digest())) {
            throw new DataException.Corrupt(
                    "commit %d of generation %d".formatted(one.number(), one.record().generation()),
                    "digest %s as on volume %s".formatted(one.digest(), on),
                    "%s on volume %s".formatted(other.digest(), otherOn));
        }
    }

    private static LogUnavailableException noDescription(List<MetadataVolume> volumes) {
        List<String> names = volumes.stream().map(MetadataVolume::name).toList();
        return new LogUnavailableException(
                        new StoreCall(
                                URI.create("repository:metadata"),
                                StoreOperation.LIST,
                                RepositoryDescription.PREFIX),
                        "a description that may be in force on the volumes " + names,
                        "none",
                        "bring volumes back, correct their addresses, or repeat the creation of"
                                + " the repository")
                .withFailures(volumes);
    }
}
