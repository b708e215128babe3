package io.reducto.repository.run;

import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.codec.PackId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The stripe catalogue: where the shards of packs are. Runs of kind {@link RunKind#STRIPES}.
 *
 * <pre>
 * key   := pack[16]
 * value := commit:u64 placement[]          placement is opaque here, up to 4 KiB
 * </pre>
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class StripeCatalogue {
    private final RunSet runs;

    /** The catalogue that these runs are, newest first. */
    public StripeCatalogue(List<StampedRun> newestFirst) {
        this.runs = new RunSet(RunKind.STRIPES, newestFirst);
    }

    /**
     * What is known of a stripe.
     *
     * @param commit that published the pack, 0 as long as that is not known
     * @param placement tier, geometry, volumes and lengths, in a form of their own
     */
    public record Stripe(long commit, byte[] placement) {}

    /** Adds a stripe to a run; stripes come in ascending order of their ids. */
    public static void add(RunWriter writer, PackId pack, Stripe stripe) throws IOException {
        if (stripe.placement().length > RunFormat.STRIPE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "pack %s: expected a placement of 4 KiB or less, found %d bytes"
                            .formatted(pack, stripe.placement().length));
        }
        byte[] value = new byte[Long.BYTES + stripe.placement().length];
        LittleEndian.putI64(value, 0, stripe.commit());
        System.arraycopy(stripe.placement(), 0, value, Long.BYTES, stripe.placement().length);
        writer.add(key(pack), Slice.of(value));
    }

    /** Puts a commit number into values that have none. */
    public static ValueStamp stamp(long commit) {
        return value -> CommitField.stamp(check(value), 0, commit);
    }

    /** What is known of the stripe of a pack. */
    public Optional<Stripe> find(PackId pack) throws IOException {
        return runs.find(key(pack)).map(StripeCatalogue::stripe);
    }

    /** All stripes, in ascending order of their ids. */
    public Cursor scan() {
        return new Cursor(runs.scan(KeyRange.ALL));
    }

    /** Walks stripes; rules as for {@link RunCursor}. */
    public static final class Cursor {
        private final RunCursor entries;

        private Cursor(RunCursor entries) {
            this.entries = entries;
        }

        /** Moves to the first or next stripe; whether there is one. */
        public boolean next() throws IOException {
            return entries.next();
        }

        /** The pack of the stripe. */
        public PackId pack() {
            Slice key = entries.key();
            return PackId.read(key.array(), key.offset());
        }

        /** What is known of it. */
        public Stripe stripe() {
            return StripeCatalogue.stripe(entries.value());
        }
    }

    private static Slice key(PackId pack) {
        byte[] key = new byte[PackId.BYTES];
        pack.write(key, 0);
        return Slice.of(key);
    }

    private static Stripe stripe(Slice value) {
        check(value);
        return new Stripe(
                LittleEndian.i64(value.array(), value.offset()),
                Arrays.copyOfRange(value.array(), value.offset() + Long.BYTES, value.end()));
    }

    private static Slice check(Slice value) {
        if (value.length() < Long.BYTES) {
            throw new DataException.Malformed(
                    "stripes run: value", 0, "expected 8 bytes or more, found " + value.length());
        }
        return value;
    }
}
