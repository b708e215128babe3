package io.reducto.repository;

import io.reducto.codec.PackId;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.StampedRun;
import io.reducto.repository.run.StripeCatalogue;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All stripes that can be read as of a commit, each once: those of the stripe catalogue in
 * ascending order, then those that hold pages of the current runs and nothing else.
 *
 * <p>Memory: a stripe for each pack of the runs. For one thread.
 */
public final class CommittedStripes {
    private final StripeCatalogue.Cursor content;
    private final Iterator<Stripe> ofRuns;
    private boolean isContent = true;

    private CommittedStripes(StripeCatalogue.Cursor content, Iterator<Stripe> ofRuns) {
        this.content = content;
        this.ofRuns = ofRuns;
    }

    /** The stripes as of the commit of {@code snapshot}; reads the roots of its runs. */
    public static CommittedStripes of(Snapshot snapshot) throws IOException {
        Map<PackId, Stripe> packs = new TreeMap<>();
        for (Run run : snapshot.record().runs()) {
            packs.putIfAbsent(run.root().pack(), run.root());
            for (StampedRun opened : snapshot.open(List.of(run), new PageCache(0))) {
                for (byte[] bytes : opened.run().packs()) {
                    Stripe stripe = StripeBytes.read(bytes);
                    packs.putIfAbsent(stripe.pack(), stripe);
                }
            }
        }
        Iterator<Stripe> all = packs.values().iterator();
        while (all.hasNext()) {
            if (snapshot.find(all.next().pack()).isPresent()) {
                all.remove();
            }
        }
        return new CommittedStripes(snapshot.stripes().scan(), packs.values().iterator());
    }

    /** The next one; empty at the end. */
    public Optional<Stripe> next() throws IOException {
        isContent = isContent && content.next();
        if (isContent) {
            return Optional.of(StripeBytes.read(content.stripe().placement()));
        }
        return ofRuns.hasNext() ? Optional.of(ofRuns.next()) : Optional.empty();
    }
}
