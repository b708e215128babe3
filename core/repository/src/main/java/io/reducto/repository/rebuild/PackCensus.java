package io.reducto.repository.rebuild;

import io.reducto.codec.DataException;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says which packs count: those of an epoch that their lineage has published. Memory: one stripe
 * per pack that counts. For one thread.
 */
final class PackCensus {
    private final PublishedEpochs published;
    private final EntryReader entries;
    private final LeftOuts leftOuts;
    private final List<Counted> counted = new ArrayList<>();
    private long runPacks;

    /**
     * A pack that counts; in the order of commits, then of epochs, then of ids.
     *
     * @param commit that published it
     * @param opening whose pack it is
     * @param stripe that holds it
     */
    record Counted(long commit, PackWriter.Opening opening, Stripe stripe)
            implements Comparable<Counted> {
        private static final Comparator<Counted> ORDER =
                Comparator.comparingLong(Counted::commit)
                        .thenComparingLong(counted -> counted.opening().epoch())
                        .thenComparing(counted -> counted.stripe().pack());

        @Override
        public int compareTo(Counted other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return name(stripe, opening);
        }
    }

    PackCensus(PublishedEpochs published, EntryReader entries, LeftOuts leftOuts) {
        this.published = published;
        this.entries = entries;
        this.leftOuts = leftOuts;
    }

    /** Walks a scan to its end. */
    List<Counted> take(StripeScan scan) {
        for (Optional<FoundStripe> next = scan.next(); next.isPresent(); next = scan.next()) {
            take(next.get());
        }
        counted.sort(Comparator.naturalOrder());
        return List.copyOf(counted);
    }

    /** Packs that do not count and hold nothing but pages of runs. */
    long runPacks() {
        return runPacks;
    }

    static boolean holdsOnlyRunPages(PackTrailer trailer) {
        for (int entry = 0; entry < trailer.entryCount(); entry++) {
            if (trailer.entryKind(entry) != PackFormat.KIND_RUN_PAGE) {
                return false;
            }
        }
        return true;
    }

    private void take(FoundStripe found) {
        PackWriter.Opening opening = found.opening();
        OptionalLong commit = published.commitOf(opening);
        if (commit.isEmpty()) {
            leaveOut(found);
        } else if (found.stripe().isPresent()) {
            counted.add(new Counted(commit.getAsLong(), opening, found.stripe().get()));
        } else {
            leftOuts.add(
                    found.omission().orElse(Omission.STRIPE_LOST),
                    "pack %s of %s".formatted(found.pack(), opening),
                    found.problem());
        }
    }

    private void leaveOut(FoundStripe found) {
        PackWriter.Opening opening = found.opening();
        if (found.stripe().isPresent() && holdsOnlyRunPages(found.stripe().get())) {
            runPacks++;
        } else if (published.knows(opening.lineage())) {
            leftOuts.add(
                    Omission.PACK_STAGED,
                    "pack %s of %s".formatted(found.pack(), opening),
                    "the lineage has published no checkpoint from this epoch on");
        } else {
            leftOuts.add(
                    Omission.PACK_UNKNOWN,
                    "pack %s of %s".formatted(found.pack(), opening),
                    "the lineage has published nothing");
        }
    }

    /** Whether a pack that does not count need not be spoken of. */
    private boolean holdsOnlyRunPages(Stripe stripe) {
        try {
            return holdsOnlyRunPages(entries.trailer(stripe));
        } catch (StripeException | DataException e) {
            return false; // it is left out with or without a trailer
        }
    }

    private static String name(Stripe stripe, PackWriter.Opening opening) {
        return "pack %s of %s".formatted(stripe.pack(), opening);
    }
}
