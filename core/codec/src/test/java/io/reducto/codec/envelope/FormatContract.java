package io.reducto.codec.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.testkit.Seed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every file format owes: damage of any kind is detected and named, and hostile claims cost
 * nothing.
 *
 * <p>A format that passes this needs tests of its own only for what its fields mean.
 */
@ExtendWith(Seed.Extension.class)
public abstract class FormatContract {
    private static final int FLIPS_MAX = 20_000;
    private static final int HOSTILE_FILES = 3_000;

    /** The format under test. */
    protected abstract FileFormat format();

    /** A valid whole file with at least one of everything. */
    protected abstract byte[] sample();

    /** Reads the whole file, body included, and throws {@link DataException} on what is wrong. */
    protected abstract void read(byte[] file);

    /**
     * Makes inner digests right again after Metadata was changed on purpose; the envelope is done
     * by the contract.
     */
    protected void resealInner(byte[] file) {}

    @Test
    void sampleIsRead() {
        assertThatCode(() -> read(sample())).doesNotThrowAnyException();
    }

    @Test
    void everyTruncationIsCalledTruncated() {
        byte[] file = sample();
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(part))
                    .as("cut to %d of %d bytes", length, file.length)
                    .isInstanceOf(DataException.Truncated.class)
                    .hasMessageContaining("found " + length);
        }
    }

    @Test
    void flippedBitsAreDetected(Seed seed) {
        byte[] file = sample();
        long bits = 8L * file.length;
        boolean all = bits <= FLIPS_MAX;
        for (long i = 0; i < Math.min(bits, FLIPS_MAX); i++) {
            long bit = all ? i : seed.random().nextLong(bits);
            int at = (int) (bit >>> 3);
            file[at] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> read(file))
                    .as("bit %d of byte %d of %d", bit & 7, at, file.length)
                    .isInstanceOf(DataException.class)
                    .isNotInstanceOf(DataException.FormatTooNew.class)
                    .isNotInstanceOf(DataException.FormatTooOld.class);
            file[at] ^= (byte) (1 << (bit & 7));
        }
    }

    @Test
    void bytesBehindTheEndAreDetected(Seed seed) {
        byte[] file = sample();
        for (int extra = 1; extra < 100; extra++) {
            byte[] longer = Arrays.copyOf(file, file.length + extra);
            System.arraycopy(seed.bytes(extra), 0, longer, file.length, extra);
            assertThatThrownBy(() -> read(longer)).isInstanceOf(DataException.class);
        }
        byte[] twice = Arrays.copyOf(file, 2 * file.length);
        System.arraycopy(file, 0, twice, file.length, file.length);
        assertThatThrownBy(() -> read(twice)).isInstanceOf(DataException.Corrupt.class);
    }

    @Test
    void anotherKindOfFileIsCalledSo() {
        byte[] renamed = sample();
        new FileFormat("other", 1, 1).writeName(renamed, EnvelopeFormat.NAME_OFFSET);
        reseal(renamed);
        assertThatThrownBy(() -> read(renamed))
                .isInstanceOf(DataException.WrongFormat.class)
                .hasMessageContaining("expected " + format().name() + ", found other");
        assertThatThrownBy(
                        () ->
                                read(
                                        "PK\3\4 not one of ours at all"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets
                                                                .US_ASCII)))
                .isInstanceOf(DataException.WrongFormat.class)
                .hasMessageContaining("504b0304");
    }

    @Test
    void otherVersionsAreCalledTooNewAndTooOld() {
        byte[] newer = withVersion(format().newest() + 1, 0);
        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("version " + (format().newest() + 1));
        byte[] older = withVersion(format().oldest() - 1, 0);
        assertThatThrownBy(() -> read(older)).isInstanceOf(DataException.FormatTooOld.class);
        byte[] featured = withVersion(format().newest(), 4);
        assertThatThrownBy(() -> read(featured))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("features 0x4");
    }

    @Test
    void headerAndFooterMustAgree() {
        byte[] file = sample();
        LittleEndian.putU16(file, footer(file) + EnvelopeFormat.END_FEATURES_OFFSET, 1);
        reseal(file);
        assertThatThrownBy(() -> read(file)).isInstanceOf(DataException.Malformed.class);
    }

    @Test
    void hostileMetadataIsRejectedOrReadAndAllocatesNothing(Seed seed) {
        byte[] sample = sample();
        int rejected = 0;
        int metadataLength =
                LittleEndian.i32(sample, footer(sample) + EnvelopeFormat.METADATA_LENGTH_OFFSET);
        for (int i = 0; i < HOSTILE_FILES; i++) {
            byte[] file = sample.clone();
            int changes = seed.between(1, 4);
            for (int c = 0; c < changes; c++) {
                int width = 1 << seed.between(0, 4);
                int at =
                        footer(file) - metadataLength + seed.between(0, metadataLength - width + 1);
                hostile(seed, file, at, width);
            }
            resealInner(file);
            reseal(file);
            rejected += isRejected(file) ? 1 : 0;
        }
        assertThat(rejected)
                .as("hostile files that were rejected")
                .isGreaterThan(HOSTILE_FILES / 20);
    }

    @Test
    void hostileFooterIsRejected(Seed seed) {
        byte[] sample = sample();
        for (int i = 0; i < 1000; i++) {
            byte[] file = sample.clone();
            hostile(seed, file, footer(file) + seed.between(0, 13), 4);
            if (!Arrays.equals(file, sample)) {
                assertThat(isRejected(file)).isTrue();
            }
        }
    }

    /** Makes header CRC and checksum right again. */
    protected static void reseal(byte[] file) {
        LittleEndian.putI32(
                file,
                EnvelopeFormat.HEADER_CRC_OFFSET,
                EnvelopeFormat.crc(file, 0, EnvelopeFormat.HEADER_CRC_OFFSET));
        int footer = footer(file);
        int metadataLength = LittleEndian.i32(file, footer + EnvelopeFormat.METADATA_LENGTH_OFFSET);
        LittleEndian.putI32(
                file,
                footer + EnvelopeFormat.CHECKSUM_OFFSET,
                EnvelopeFormat.checksum(file, 0, file, footer - metadataLength, metadataLength));
    }

    private static int footer(byte[] file) {
        return file.length - EnvelopeFormat.FOOTER_BYTES;
    }

    private byte[] withVersion(int version, int features) {
        byte[] file = sample();
        LittleEndian.putU16(file, EnvelopeFormat.VERSION_OFFSET, version);
        LittleEndian.putU16(file, EnvelopeFormat.FEATURES_OFFSET, features);
        LittleEndian.putU16(file, footer(file) + EnvelopeFormat.END_VERSION_OFFSET, version);
        LittleEndian.putU16(file, footer(file) + EnvelopeFormat.END_FEATURES_OFFSET, features);
        reseal(file);
        return file;
    }

    private static void hostile(Seed seed, byte[] file, int at, int width) {
        long value =
                switch (seed.between(0, 5)) {
                    case 0 -> -1L;
                    case 1 -> 0x7fff_ffff_7fff_ffffL;
                    case 2 -> 0L;
                    case 3 -> file[at] + (long) seed.between(-2, 3);
                    default -> seed.random().nextLong();
                };
        for (int i = 0; i < width; i++) {
            file[at + i] = (byte) (value >>> (8 * i));
        }
    }

    private boolean isRejected(byte[] file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        @Nullable RuntimeException thrown = null;
        try {
            read(file);
        } catch (DataException e) {
            thrown = e;
        } catch (RuntimeException e) {
            fail("a hostile file must be answered with a DataException", e);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated").isLessThan((1 << 20) + 16L * file.length);
        return thrown != null;
    }
}
