package io.reducto.codec.chunk;

import io.reducto.codec.KernelChoice.Selected;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * FastCDC 2020 in plain Java: Xia et al., <i>The Design of Fast Content-Defined Chunking for Data
 * Deduplication Based Storage Systems</i>, IEEE TPDS 31 (2020). Cut points and gear hashes equal
 * those of the published implementation ({@code golden/fastcdc/v1}).
 *
 * <p>The hash starts at 0 at offset {@code minBytes} of a chunk; {@code hash = (hash << 1) +
 * gear[byte]}; the byte at which {@code hash & mask} is 0 begins the <i>next</i> chunk. The mask
 * has {@code log2(average) + level} bits before the average and {@code log2(average) - level} after
 * it.
 */
final class ScalarFastCdc implements Chunker {
    /*
     * Two bytes per step (section 3.7 of the paper): the first is added shifted left by one, and
     * checked with the mask shifted by one; the second is added as it is. Pairs are counted from the
     * first byte of the chunk. A single byte at the end of the data, or before an odd maximum, is not
     * checked: the published implementation does not either, and here it waits for its partner.
     *
     * The two loops of the paper, before and after the average, are one leaf.
     *
     * What the leaf owes to the compiler of JDK 17 (benchmark fastcdc: 60 % of the C program before, 83 %
     * with it; docs/benchmarks.md):
     *
     * - The gear tables are a constant, so that its length is known and no look-up by a byte is checked.
     *   Of the bytes, first and last are checked, before the loop.
     * - It gets numbers and returns one. With a field or an object to write to it runs out of registers
     *   and keeps a mask, or the data, in those of the vectors. So it does not tell the hash, which is
     *   computed again from the last 64 bytes: others have been shifted out of it.
     * - It is called at one place: compiled into its caller twice, it is slower in some runs.
     * - Both entries of a pair are added up before the hash is: from pair to pair the processor waits for
     *   a shift and one addition, not for two.
     */

    /** There is no kernel with vectors: {@code docs/benchmarks.md} says what was tried. */
    static final Selected SELECTED =
            new Selected("fastcdc", "scalar", "a search with vectors is slower");

    /** Published masks by number of bits; 5 to 25 are used, 5 and 25 only by level 3. */
    private static final long[] MASKS = {
        0,
        0,
        0,
        0,
        0,
        0x1804110L,
        0x1803110L,
        0x18035100L,
        0x1800035300L,
        0x19000353000L,
        0x590003530000L,
        0xd90003530000L,
        0xd90103530000L,
        0xd90303530000L,
        0xd90313530000L,
        0xd90f03530000L,
        0xd90303537000L,
        0xd90703537000L,
        0xd90707537000L,
        0xd91707537000L,
        0xd91747537000L,
        0xd91767537000L,
        0xd93767537000L,
        0xd93777537000L,
        0xd93777577000L,
        0xdb3777577000L
    };

    /** Where the entries that are shifted left by one begin in {@link #GEAR}. */
    private static final int SHIFTED = 256;

    /** The gear table, and behind it the same shifted left by one. */
    private static final long[] GEAR = twice(GearTable.PUBLISHED.entries());

    private final ChunkingSpec spec;
    private final int minBytes;
    private final int centreBytes;
    private final int maxBytes;

    private final long maskBefore;
    private final long maskAfter;

    /** {@code spec} has the published gear table. */
    ScalarFastCdc(ChunkingSpec spec) {
        ChunkingParameters sizes = spec.parameters();
        this.spec = spec;
        this.minBytes = sizes.minBytes();
        this.centreBytes = sizes.averageBytes() & ~1;
        this.maxBytes = sizes.maxBytes();
        int bits = roundedLog2(sizes.averageBytes());
        this.maskBefore = mask(bits + sizes.normalization());
        this.maskAfter = mask(bits - sizes.normalization());
    }

    private static long[] twice(long[] entries) {
        return LongStream.concat(
                        Arrays.stream(entries), Arrays.stream(entries).map(entry -> entry << 1))
                .toArray();
    }

    /** The integer nearest to log2 of {@code value}, which is above 0 and below 2^31. */
    static int roundedLog2(int value) {
        int floor = 31 - Integer.numberOfLeadingZeros(value);
        // above 2^(floor + 1/2)?
        return (long) value * value > 1L << (2 * floor + 1) ? floor + 1 : floor;
    }

    /** The published mask of that many bits, 5 to 25. */
    static long mask(int bits) {
        return MASKS[bits];
    }

    @Override
    public ChunkingSpec spec() {
        return spec;
    }

    @Override
    public int next(ChunkScan scan, byte[] data, int start, int end) {
        Objects.checkFromToIndex(start, end, data.length);
        int length = end - start;
        checkScan(scan, length);
        if (scan.scanned == 0) {
            scan.hash = 0;
        }
        int from = Math.max(scan.scanned, minBytes);
        int to = Math.min(length, maxBytes) & ~1;
        if (from < to) {
            int fired = search(scan, data, start, from, to);
            if (fired < to) {
                scan.scanned = 0;
                return start + fired;
            }
            scan.scanned = to;
        }
        if (length < maxBytes) {
            return NEED_MORE;
        }
        scan.scanned = 0;
        scan.forcedCuts++;
        return start + maxBytes;
    }

    /** Offset in the chunk of the byte that fires in {@code [from, to)}, or {@code to}. */
    private int search(ChunkScan scan, byte[] data, int start, int from, int to) {
        int centre = Math.min(Math.max(centreBytes, from), to);
        int at = from;
        int stop = centre;
        long mask = maskBefore;
        while (true) {
            at = scan(scan, data, start + at, start + stop, mask) - start;
            if (at < stop || stop == to) {
                return at;
            }
            stop = to;
            mask = maskAfter;
        }
    }

    /** What {@link #position} returns; moves the hash there. */
    private static int scan(ChunkScan scan, byte[] data, int from, int to, long mask) {
        int fired = position(data, from, to, mask, scan.hash);
        scan.hash = hash(data, from, fired, to, scan.hash);
        return fired;
    }

    /** Position of the byte that fires in {@code data[from, to)}, or {@code to}. */
    private static int position(byte[] data, int from, int to, long mask, long hashBefore) {
        long[] gear = GEAR;
        long maskShifted = mask << 1;
        long hash = hashBefore;
        for (int i = from; i < to; i += 2) {
            long one = gear[(data[i] & 0xFF) + SHIFTED];
            long both = one + gear[data[i + 1] & 0xFF];
            hash <<= 2;
            if (((one + hash) & maskShifted) == 0) {
                return i;
            }
            hash += both;
            if ((hash & mask) == 0) {
                return i + 1;
            }
        }
        return to;
    }

    /**
     * The hash at {@code at}: behind the byte that fires there, or behind all where {@code at} is
     * {@code to}.
     */
    private static long hash(byte[] data, int from, int at, int to, long hashBefore) {
        long[] gear = GEAR;
        int whole = at - (at - from) % 2;
        int first = Math.max(from, whole - Long.SIZE);
        long hash = first == from ? hashBefore : 0;
        for (int i = first; i < whole; i += 2) {
            long one = gear[(data[i] & 0xFF) + SHIFTED];
            hash = (hash << 2) + (one + gear[data[i + 1] & 0xFF]);
        }
        if (at < to) {
            hash = (hash << 2) + gear[(data[whole] & 0xFF) + SHIFTED];
        }
        return whole == at ? hash : hash + gear[data[at] & 0xFF];
    }

    private void checkScan(ChunkScan scan, int length) {
        if (scan.scanned > Math.min(length, maxBytes)) {
            throw new IllegalStateException(
                    "%s: %d bytes of the unfinished chunk have been scanned, and only %d of at most %d were given; give it from its first byte on, with the scan that belongs to it"
                            .formatted(spec, scan.scanned, length, maxBytes));
        }
    }
}
