package io.reducto.repository;

import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.run.PageReference;
import io.reducto.repository.run.PageSink;
import io.reducto.repository.run.PageSource;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Pages of runs as entries of packs: the two directions. */
public final class PackedPages {
    private PackedPages() {}

    /**
     * An interrupt as the kind of failure that pages and recipes may throw; the thread stays
     * interrupted.
     */
    public static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException wrapped =
                new InterruptedIOException("interrupted while a pack was being written");
        wrapped.initCause(cause);
        return wrapped;
    }

    /** Puts the pages of one run into the packs of a writer, among whatever else goes there. */
    public static final class Sink implements PageSink {
        private final PackWriter packs;
        private final ChunkHasher hasher = ChunkHasher.plain();
        private final List<PackId> begun = new ArrayList<>();
        private long bytes;

        /** A sink for one run; {@code packs} stays the caller's. */
        public Sink(PackWriter packs) {
            this.packs = packs;
        }

        @Override
        public PageReference add(byte[] page, int length) throws IOException {
            PackWriter.Place place;
            try {
                place =
                        packs.add(
                                PackFormat.KIND_RUN_PAGE,
                                hasher.id(page, 0, length),
                                page,
                                0,
                                length);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            bytes += length;
            int pack = begun.indexOf(place.pack());
            if (pack < 0) {
                pack = begun.size();
                begun.add(place.pack());
            }
            return new PageReference(pack, place.entry());
        }

        @Override
        public List<byte[]> packs() throws IOException {
            try {
                packs.await();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            return packs.written().stream()
                    .filter(stripe -> begun.contains(stripe.pack()))
                    .map(StripeBytes::write)
                    .toList();
        }

        /** The pack of a page. */
        public PackId pack(PageReference page) {
            return begun.get(page.pack());
        }

        /** Plain bytes of all pages. */
        public long bytes() {
            return bytes;
        }
    }

    /** Reads pages; safe for use by several threads, one at a time. */
    public static final class Source implements PageSource, AutoCloseable {
        private final EntryReader entries;

        /** A source over the packs that {@code stripes} can read. */
        public Source(StripeReader stripes) {
            this.entries =
                    new EntryReader(stripes, ChunkHasher.plain(), EntryReader.Limits.DEFAULT);
        }

        @Override
        public synchronized byte[] read(PageReference page, byte[] stripeBytes) throws IOException {
            Stripe stripe = StripeBytes.read(stripeBytes);
            PackTrailer trailer = entries.trailer(stripe);
            boolean isPage =
                    page.entry() < trailer.entryCount()
                            && trailer.entryKind(page.entry()) == PackFormat.KIND_RUN_PAGE;
            if (!isPage) {
                throw new DataException.Corrupt(
                        "%s: entry %d".formatted(trailer, page.entry()),
                        "a page of a run",
                        "%d entries, none of that kind there".formatted(trailer.entryCount()));
            }
            return entries.read(
                            stripe,
                            page.entry(),
                            trailer.entryId(page.entry()),
                            (chunk, depth) -> {
                                throw new DataException.Malformed(
                                        trailer.toString(), 0, "a run page with a prefix");
                            })
                    .toBytes();
        }

        @Override
        public synchronized void close() {
            entries.close();
        }
    }
}
