package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.CommitFormat;
import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.DescriptionWriter;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryDescription.Generation;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names another lead; {@code protocol} 1.4. No writer may run meanwhile: that is the operator's
 * promise, which {@link CommitPublisher} checks as far as it can.
 *
 * <p>Copies the longest chain to all metadata volumes that answer, then writes the next generation
 * of the description to them. May be interrupted at any point and made again; each time it writes a
 * generation of its own, greater than any that was seen. For one thread; the stores stay the
 * caller's.
 */
public final class LeadRepair {
    private static final Pattern RECORD = Pattern.compile("commits/(\\d{12})\\.(\\d{6})");

    private final Map<String, ObjectStore> stores;

    /** {@code stores}: metadata volumes that could be opened, by name. */
    public LeadRepair(Map<String, ? extends ObjectStore> stores) {
        this.stores = Map.copyOf(stores);
    }

    /**
     * What was done.
     *
     * @param fromGeneration generation that was in force
     * @param toGeneration generation that is in force now
     * @param chainLength number of the last commit; commits go on behind it
     * @param volumes names of the volumes that hold chain and description now
     * @param silent names of metadata volumes that did not answer, or failed on the way
     * @param voided records of older generations behind the chain; they are never read
     */
    public record Result(
            int fromGeneration,
            int toGeneration,
            long chainLength,
            List<String> volumes,
            List<String> silent,
            List<VoidRecord> voided) {}

    /** A record that no reader believes any more: its volume, number and generation. */
    public record VoidRecord(String volume, long number, int generation) {}

    /**
     * Makes {@code newLead} the lead.
     *
     * @throws IllegalArgumentException if it is no metadata volume
     * @throws LogUnavailableException if it does not answer; if more than m volumes do not (commits
     *     that were done may be on those only); or if fewer than m + 1 do
     * @throws DataException if volumes contradict each other
     */
    public Result repair(String newLead) throws ObjectStoreException {
        ChainView view = ChainView.open(stores, 0);
        RepositoryDescription old = view.description();
        if (!old.metadataVolumes().contains(newLead)) {
            throw new IllegalArgumentException(
                    "new lead %s: expected one of the metadata volumes %s"
                            .formatted(newLead, old.metadataVolumes()));
        }
        requireEnough(view);
        requireUnambiguous(view);
        MetadataVolume lead = volume(view, newLead);
        ChainWriter writer = new ChainWriter(view);
        writer.catchUp(lead);
        long length = view.longest().number();
        Generation generation = new Generation(view.found().newestSeen() + 1, length + 1);
        RepositoryDescription next = old.next(generation, newLead);
        describe(view, next);
        writer.requireCopies(length);
        return new Result(
                old.generation(),
                next.generation(),
                length,
                view.answering().stream().map(MetadataVolume::name).toList(),
                view.silent(),
                voided(view, next));
    }

    private static MetadataVolume volume(ChainView view, String name) {
        return view.volumes().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    private static void requireEnough(ChainView view) throws LogUnavailableException {
        int most = view.description().parities();
        if (view.silent().size() > most) {
            throw view.unavailable(
                    1,
                    "at most %d metadata volumes that do not answer".formatted(most),
                    "%s; commits that were done may be on those only".formatted(view.silent()),
                    "bring volumes back");
        }
        new ChainWriter(view).requireCopies(0);
    }

    /* The description may be in force, or its repair may have died and others may have gone on under the older one:
     * then records of an older generation stand where this one begins. Only the silent volumes can tell. */
    private static void requireUnambiguous(ChainView view) throws LogUnavailableException {
        if (!view.found().isProven() && !voided(view, view.description()).isEmpty()) {
            throw view.unavailable(
                    1,
                    "generation %d on %d volumes"
                            .formatted(
                                    view.description().generation(), view.description().copies()),
                    "it on %s only, and commits of an older generation behind its beginning"
                            .formatted(view.found().holders()),
                    "bring volumes back");
        }
    }

    private static void describe(ChainView view, RepositoryDescription next) {
        ObjectName name = DescriptionFormat.name(next.generation());
        byte[] file = DescriptionWriter.write(next);
        for (MetadataVolume volume : view.answering()) {
            volume.ask(store -> MetadataVolume.put(store, name, file));
        }
    }

    private static List<VoidRecord> voided(ChainView view, RepositoryDescription next) {
        long first = next.generations().get(next.generations().size() - 1).first();
        String start =
                String.format(
                        Locale.ROOT, "commits/%012d.%06d", first - 1, CommitFormat.GENERATION_MAX);
        List<VoidRecord> voided = new ArrayList<>();
        for (MetadataVolume volume : view.answering()) {
            volume.ask(store -> MetadataVolume.names(store, "commits/", start))
                    .ifPresent(names -> names.forEach(n -> add(voided, volume.name(), next, n)));
        }
        return List.copyOf(voided);
    }

    private static void add(
            List<VoidRecord> voided, String volume, RepositoryDescription next, ObjectName name) {
        Matcher matcher = RECORD.matcher(name.value());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int generation = Integer.parseInt(matcher.group(2));
            if (number > 0 && generation != next.generationOf(number)) {
                voided.add(new VoidRecord(volume, number, generation));
            }
        }
    }
}
