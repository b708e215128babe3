package io.reducto.codec.shard;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.LittleEndian;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.StripeLayout;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a shard says of itself and of its siblings, read and found to obey every rule of the format.
 * The twin of {@link StripeEncoder}.
 *
 * <p>Digests and cells stay in the bytes that were handed in, which must not change as long as this
 * lives. The payload is believed only after {@link #checkPayload} or {@link #checkCells}.
 * Immutable; safe for use by several threads.
 */
public final class Shard {
    private final PackId id;
    private final String what;
    private final byte[] bytes;
    private final int start;
    private final StripeLayout stripe;

    private Shard(PackId id, String what, Envelope envelope) {
        this.id = id;
        this.what = what;
        this.bytes = envelope.bytes();
        this.start = envelope.metadataOffset();
        this.stripe = stripe(envelope);
        checkLengths(envelope);
    }

    /** Reads the metadata of a whole shard file. */
    public static Shard read(String what, byte[] file) {
        Envelope envelope = Envelope.read(ShardFormat.FILE, what, file);
        return new Shard(new PackId(envelope.idHigh(), envelope.idLow()), what, envelope);
    }

    /**
     * Reads the metadata from the end of a shard file; {@link #tailLength} tells how much of it is
     * needed.
     */
    public static Shard readTail(PackId id, String what, Envelope.FileEnd end) {
        return new Shard(
                id, what, Envelope.readTail(ShardFormat.FILE, what, id.high(), id.low(), end));
    }

    /** How many of a shard's last bytes hold its metadata, given at least the last 28 of them. */
    public static int tailLength(String what, Envelope.FileEnd end) {
        return Envelope.tailLength(ShardFormat.FILE, what, end);
    }

    /** Identity of the stripe, and of the pack that it holds. */
    public PackId id() {
        return id;
    }

    /** Geometry of the stripe, and length of its pack and shards. */
    public StripeLayout stripe() {
        return stripe;
    }

    /** Which shard of the stripe this is: [0, k) data, [k, k + m) parity. */
    public int ordinal() {
        return LittleEndian.u16(bytes, start + ShardFormat.ORDINAL_OFFSET);
    }

    /** Length of the payload in bytes. */
    public int length() {
        return LittleEndian.i32(bytes, start + ShardFormat.SHARD_LENGTH_OFFSET);
    }

    /** Lineage of the pack's writer. */
    public LineageId lineage() {
        return LineageId.read(bytes, start + ShardFormat.LINEAGE_OFFSET);
    }

    /** Epoch in which the pack was opened. */
    public long epoch() {
        return LittleEndian.i64(bytes, start + ShardFormat.EPOCH_OFFSET);
    }

    /** Content digest of the pack, 32 bytes in a new array. */
    public byte[] packRoot() {
        return copy(start + ShardFormat.PACK_ROOT_OFFSET);
    }

    /**
     * BLAKE3-256 of the payload of the shard {@code ordinal} of this stripe, 32 bytes in a new
     * array.
     */
    public byte[] digest(int ordinal) {
        return copy(digestOffset(checkOrdinal(ordinal)));
    }

    /** Length of a cell in bytes: ranges that are to be checked begin at a multiple of it. */
    public int cellBytes() {
        return 1 << bytes[start + 1];
    }

    /**
     * Checks a run of whole cells.
     *
     * @param payload holds, from {@code offset} on, the bytes of the shard's payload from {@code
     *     from} on
     * @param from position in the shard's payload, a multiple of {@link #cellBytes}
     * @param length in bytes, up to the end of a cell or of the payload
     * @throws DataException.Corrupt naming the first cell that does not have its CRC
     */
    public void checkCells(byte[] payload, int offset, int from, int length) {
        int cell = cellBytes();
        boolean ends = (from + length) % cell == 0 || from + length == length();
        if (from % cell != 0 || from < 0 || length < 0 || !ends || from + length > length()) {
            throw new IllegalArgumentException(
                    "%s: [%d, %d) is not a run of cells of %d bytes"
                            .formatted(what, from, from + length, cell));
        }
        for (int at = from; at < from + length; at += cell) {
            int cellLength = Math.min(cell, from + length - at);
            int found = EnvelopeFormat.crc(payload, offset + at - from, cellLength);
            int expected = LittleEndian.i32(bytes, cellOffset(at / cell));
            if (found != expected) {
                throw new DataException.Corrupt(
                        "%s: payload at offset %d".formatted(what, at),
                        "crc %08x of %d bytes".formatted(expected, cellLength),
                        "%08x".formatted(found));
            }
        }
    }

    /** Checks the whole payload of the file that this was read from, cells and digest. */
    public void checkPayload(byte[] file) {
        checkCells(file, EnvelopeFormat.HEADER_BYTES, 0, length());
        checkRebuilt(ordinal(), file, EnvelopeFormat.HEADER_BYTES);
    }

    /**
     * Checks a payload of any shard of this stripe against the digest that this shard holds for it,
     * before a rebuilt one is published.
     *
     * @param payload holds it from {@code offset} on
     * @throws DataException.Corrupt when it is another
     */
    public void checkRebuilt(int ordinal, byte[] payload, int offset) {
        int expected = digestOffset(checkOrdinal(ordinal));
        byte[] found = Blake3.hash(payload, offset, length());
        if (!Arrays.equals(
                found, 0, found.length, bytes, expected, expected + ShardFormat.DIGEST_BYTES)) {
            throw new DataException.Corrupt(
                    "%s: payload of ordinal %d".formatted(what, ordinal),
                    "digest " + HexFormat.of().formatHex(copy(expected)),
                    HexFormat.of().formatHex(found));
        }
    }

    /**
     * Checks that {@code other} is of the same stripe: all that both say must be equal, but for
     * ordinal and cells.
     *
     * @throws DataException.Corrupt when they disagree
     */
    public void checkSibling(Shard other) {
        int digests = ShardFormat.DIGEST_BYTES * stripe.geometry().totalShards();
        int rest = ShardFormat.FIXED_BYTES - ShardFormat.PACK_LENGTH_OFFSET + digests;
        boolean same =
                id.equals(other.id)
                        && equalRange(other, 0, ShardFormat.ORDINAL_OFFSET)
                        && equalRange(other, ShardFormat.PACK_LENGTH_OFFSET, rest);
        if (!same) {
            throw new DataException.Corrupt(
                    other.what,
                    "a sibling of %s (%s, pack root %s)".formatted(what, this, hex(packRoot())),
                    "%s, pack root %s".formatted(other, hex(other.packRoot())));
        }
    }

    @Override
    public String toString() {
        return "stripe %s, shard %d of %s".formatted(id, ordinal(), stripe.geometry());
    }

    private boolean equalRange(Shard other, int from, int length) {
        if (stripe.geometry().totalShards() != other.stripe.geometry().totalShards()) {
            return false;
        }
        int a = start + from;
        int b = other.start + from;
        return Arrays.equals(bytes, a, a + length, other.bytes, b, b + length);
    }

    private StripeLayout stripe(Envelope envelope) {
        int found = envelope.metadataLength();
        rule(found >= ShardFormat.FIXED_BYTES, 0, "80 bytes or more of metadata", found);
        int code = bytes[start] & 0xff;
        if (code < ShardFormat.CODE_REED_SOLOMON || code > ShardFormat.CODE_LOCAL_RECONSTRUCTION) {
            throw new DataException.FormatTooNew(what, "code 1 or 2", "code " + code);
        }
        int k = LittleEndian.u16(bytes, start + 2);
        int m = LittleEndian.u16(bytes, start + 4);
        rule(k >= 1 && k + m <= Geometry.SHARD_COUNT_MAX, 2, "1 to 256 shards", k + m);
        int groups = LittleEndian.u16(bytes, start + ShardFormat.LOCAL_GROUPS_OFFSET);
        checkGroups(code, groups, Math.min(k, m));
        long length = LittleEndian.i64(bytes, start + ShardFormat.PACK_LENGTH_OFFSET);
        rule(
                length >= 1 && length <= EnvelopeFormat.FILE_BYTES_MAX,
                ShardFormat.PACK_LENGTH_OFFSET,
                "a pack of 1 byte to 1 GiB",
                length);
        return new StripeLayout(new Geometry(k, m, groups), length);
    }

    private void checkGroups(int code, int groups, int most) {
        int at = ShardFormat.LOCAL_GROUPS_OFFSET;
        if (code == ShardFormat.CODE_REED_SOLOMON) {
            rule(groups == 0, at, "no local groups of code 1", groups);
        } else {
            rule(
                    groups >= 1 && groups <= most,
                    at,
                    "1 to %d local groups of code 2".formatted(most),
                    groups);
        }
    }

    private void checkLengths(Envelope envelope) {
        int shards = stripe.geometry().totalShards();
        int zero = LittleEndian.u16(bytes, start + 10);
        rule(ordinal() < shards, ShardFormat.ORDINAL_OFFSET, "an ordinal below k + m", ordinal());
        rule(zero == 0, 10, "zero", zero);
        int bits = bytes[start + 1];
        rule(
                bits >= ShardFormat.CELL_BITS_MIN && bits <= ShardFormat.CELL_BITS_MAX,
                1,
                "cells of 12 to 24 bits",
                bits);
        int at = ShardFormat.SHARD_LENGTH_OFFSET;
        rule(length() == stripe.shardLength(), at, "ceil(pack length / k)", length());
        rule(length() == envelope.bodyLength(), at, "the length of the body", length());
        int cells = (length() + cellBytes() - 1) >>> bits;
        long expected = (long) cellOffset(cells) - start;
        int found = envelope.metadataLength();
        rule(found == expected, 0, "%d bytes of metadata".formatted(expected), found);
    }

    private int digestOffset(int ordinal) {
        return start + ShardFormat.FIXED_BYTES + ShardFormat.DIGEST_BYTES * ordinal;
    }

    private int cellOffset(int cell) {
        return digestOffset(stripe.geometry().totalShards()) + Integer.BYTES * cell;
    }

    private int checkOrdinal(int ordinal) {
        if (ordinal < 0 || ordinal >= stripe.geometry().totalShards()) {
            throw new IndexOutOfBoundsException("%s: ordinal %d".formatted(this, ordinal));
        }
        return ordinal;
    }

    private byte[] copy(int offset) {
        return Arrays.copyOfRange(bytes, offset, offset + ShardFormat.DIGEST_BYTES);
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private void rule(boolean holds, int at, String expected, long found) {
        if (!holds) {
            throw new DataException.Malformed(
                    what, at, "metadata: expected %s, found %d".formatted(expected, found));
        }
    }
}
