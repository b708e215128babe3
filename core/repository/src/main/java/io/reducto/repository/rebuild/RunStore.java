package io.reducto.repository.rebuild;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.PackedPages;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.run.PageCache;
import io.reducto.repository.run.RunKind;
import io.reducto.repository.run.RunReader;
import io.reducto.repository.run.RunRoot;
import io.reducto.repository.run.RunSummary;
import io.reducto.repository.run.RunWriter;
import io.reducto.repository.run.StampedRun;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.StripeWriter;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes whole runs into packs of a lineage that never commits, and reads them again. Memory: two
 * packs. For one thread; must be closed.
 */
final class RunStore implements AutoCloseable {
    private static final long EPOCH = 1;

    private final PackWriter packs;
    private final PackedPages.Source pages;

    RunStore(StripeWriter writer, StripeReader reader, RandomGenerator random) {
        this.packs =
                new PackWriter(
                        writer,
                        () -> new PackId(random.nextLong(), random.nextLong()),
                        new PackWriter.Opening(
                                new LineageId(random.nextLong(), random.nextLong()), EPOCH),
                        PackLayout.DEFAULT,
                        CompressionProfile.BALANCED);
        this.pages = new PackedPages.Source(reader);
    }

    /** Adds entries to a run, in order, and finishes it. */
    @FunctionalInterface
    interface Content {
        RunSummary writeTo(RunWriter run) throws IOException;
    }

    /** Writes a run of one entry or more; when this returns it is durable. */
    RunDraft write(RunKind kind, int level, Content content)
            throws IOException, InterruptedException {
        PackedPages.Sink sink = new PackedPages.Sink(packs);
        RunSummary run = content.writeTo(new RunWriter(kind, sink));
        packs.flush();
        return new RunDraft(
                io.reducto.repository.format.RunKind.valueOf(kind.name()),
                level,
                run.entries(),
                sink.bytes(),
                stripe(sink.pack(run.root())),
                run.root().entry());
    }

    /** Opens a run that {@link #write} has written, for one walk. */
    StampedRun open(RunDraft run) throws IOException {
        RunRoot root =
                new RunRoot(
                        RunKind.valueOf(run.kind().name()),
                        run.rootEntry(),
                        StripeBytes.write(run.root()));
        return StampedRun.of(RunReader.open(root, pages, new PageCache(0)));
    }

    private Stripe stripe(PackId pack) {
        List<Stripe> written = packs.written();
        return written.stream()
                .filter(stripe -> stripe.pack().equals(pack))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("root in " + pack));
    }

    @Override
    public void close() {
        pages.close();
        packs.close();
    }
}
