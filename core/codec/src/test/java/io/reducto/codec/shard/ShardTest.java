package io.reducto.codec.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.FileFormat;
import io.reducto.codec.envelope.FormatContract;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.ReedSolomon;
import io.reducto.codec.pack.Pack;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ShardTest extends FormatContract {
    private static final Geometry FOUR_PLUS_TWO = new Geometry(4, 2);
    private static final Geometry TWELVE_TWO_TWO = new Geometry(12, 4, 2);

    @Override
    protected FileFormat format() {
        return ShardFormat.FILE;
    }

    @Override
    protected byte[] sample() {
        return encode(SampleShards.pack(), FOUR_PLUS_TWO)[4];
    }

    @Override
    protected void read(byte[] file) {
        Shard.read("shard file", file).checkPayload(file);
    }

    @Test
    void shardsDescribeThemselvesAndTheirStripe() {
        Pack pack = SampleShards.pack();
        byte[][] files = encode(pack, FOUR_PLUS_TWO);
        for (int i = 0; i < files.length; i++) {
            Shard shard = Shard.read("s", files[i]);
            assertThat(shard.id()).isEqualTo(pack.id());
            assertThat(shard.ordinal()).isEqualTo(i);
            assertThat(shard.stripe().geometry()).isEqualTo(FOUR_PLUS_TWO);
            assertThat(shard.stripe().length()).isEqualTo(pack.length());
            assertThat(shard.lineage()).isEqualTo(pack.lineage());
            assertThat(shard.epoch()).isEqualTo(pack.epoch());
            assertThat(shard.packRoot()).isEqualTo(pack.root());
            for (int j = 0; j < files.length; j++) {
                assertThat(shard.digest(j))
                        .isEqualTo(
                                Blake3.hash(files[j], EnvelopeFormat.HEADER_BYTES, shard.length()));
            }
        }
    }

    @Test
    void dataShardsHoldThePackInOrder() {
        Pack pack = SampleShards.pack();
        byte[][] files = encode(pack, FOUR_PLUS_TWO);
        int length = Shard.read("s", files[0]).length();
        byte[] joined = new byte[4 * length];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(files[i], EnvelopeFormat.HEADER_BYTES, joined, i * length, length);
        }
        assertThat(Arrays.copyOf(joined, pack.length()))
                .isEqualTo(Arrays.copyOf(pack.file(), pack.length()));
        assertThat(Arrays.copyOfRange(joined, pack.length(), joined.length)).containsOnly(0);
    }

    @Test
    void everyLossOfTwoIsRebuiltAndCheckedAgainstASurvivor() {
        byte[][] files = encode(SampleShards.pack(), FOUR_PLUS_TWO);
        int length = Shard.read("s", files[0]).length();
        for (int a = 0; a < 6; a++) {
            for (int b = a + 1; b < 6; b++) {
                byte[][] shards = files.clone();
                BitSet present = new BitSet();
                present.set(0, 6);
                for (int lost : new int[] {a, b}) {
                    shards[lost] = new byte[files[lost].length];
                    present.clear(lost);
                }
                ReedSolomon code = ReedSolomon.of(FOUR_PLUS_TWO);
                code.reconstruct(
                        shards,
                        present,
                        FOUR_PLUS_TWO.missing(present),
                        EnvelopeFormat.HEADER_BYTES,
                        length);
                Shard survivor = Shard.read("s", files[present.nextSetBit(0)]);
                survivor.checkRebuilt(a, shards[a], EnvelopeFormat.HEADER_BYTES);
                survivor.checkRebuilt(b, shards[b], EnvelopeFormat.HEADER_BYTES);
                shards[b][EnvelopeFormat.HEADER_BYTES + length - 1]++;
                int rebuilt = b;
                assertThatThrownBy(
                                () ->
                                        survivor.checkRebuilt(
                                                rebuilt,
                                                shards[rebuilt],
                                                EnvelopeFormat.HEADER_BYTES))
                        .isInstanceOf(DataException.Corrupt.class)
                        .hasMessageContaining("ordinal " + b);
            }
        }
    }

    @Test
    void cellsNameThePlaceOfDamage() {
        Pack pack = SampleShards.large();
        byte[] file = encode(pack, new Geometry(2, 1))[1];
        Shard shard = Shard.read("s", file);
        int cell = shard.cellBytes();
        assertThat(shard.length()).isGreaterThan(3 * cell);
        int body = EnvelopeFormat.HEADER_BYTES;
        shard.checkCells(file, body + cell, cell, 2 * cell);

        file[body + 2 * cell + 5] ^= 1;

        assertThatCode(() -> shard.checkCells(file, body, 0, 2 * cell)).doesNotThrowAnyException();
        assertThatThrownBy(() -> shard.checkCells(file, body, 0, shard.length()))
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("payload at offset " + 2 * cell);
        for (int[] range :
                new int[][] {{1, cell}, {0, cell - 1}, {0, shard.length() + 1}, {-cell, cell}}) {
            assertThatThrownBy(() -> shard.checkCells(file, body, range[0], range[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void strangersAreNotSiblings() {
        byte[][] files = encode(SampleShards.pack(), FOUR_PLUS_TWO);
        Shard shard = Shard.read("a", files[0]);
        for (byte[] file : files) {
            shard.checkSibling(Shard.read("b", file));
        }
        Pack pack = SampleShards.pack();
        Pack stale =
                new Pack(
                        pack.id(),
                        pack.lineage(),
                        43,
                        pack.root(),
                        1,
                        1,
                        pack.file(),
                        pack.length());
        Pack other =
                new Pack(
                        new PackId(1, 1),
                        pack.lineage(),
                        pack.epoch(),
                        pack.root(),
                        1,
                        1,
                        pack.file(),
                        pack.length());
        for (byte[] stranger :
                new byte[][] {
                    encode(stale, FOUR_PLUS_TWO)[1],
                    encode(other, FOUR_PLUS_TWO)[1],
                    encode(pack, new Geometry(4, 1))[1],
                    encode(pack, new Geometry(2, 4))[1],
                    encode(pack, new Geometry(4, 2, 1))[1],
                }) {
            assertThatThrownBy(() -> shard.checkSibling(Shard.read("b", stranger)))
                    .isInstanceOf(DataException.Corrupt.class)
                    .hasMessageContaining("b: corrupt: expected a sibling of a");
        }
    }

    @Test
    void theEndAloneIsEnough() {
        byte[] file = sample();
        byte[] last = Arrays.copyOfRange(file, file.length - 28, file.length);
        int needed = Shard.tailLength("s", new Envelope.FileEnd(last, file.length));
        byte[] tail = Arrays.copyOfRange(file, file.length - needed, file.length);

        Shard shard = Shard.readTail(SampleShards.ID, "s", new Envelope.FileEnd(tail, file.length));

        shard.checkCells(file, EnvelopeFormat.HEADER_BYTES, 0, shard.length());
        shard.checkSibling(Shard.read("whole", file));
    }

    @Test
    void anUnknownCodeIsTooNew() {
        for (int code : new int[] {0, 3, 255}) {
            assertThatThrownBy(() -> read(withMetadata(sample(), 0, code)))
                    .isInstanceOf(DataException.FormatTooNew.class)
                    .hasMessageContaining("code 1 or 2")
                    .hasMessageContaining("code " + code);
        }
    }

    @Test
    void localGroupsThatTheCodeCannotHaveAreRefused() {
        assertMalformed(withMetadata(sample(), 0, 2), "1 to 2 local groups of code 2, found 0");
        assertMalformed(withMetadata(sample(), 6, 1), "no local groups of code 1, found 1");
        byte[] local = encode(SampleShards.pack(), TWELVE_TWO_TWO)[15];
        read(local);
        assertMalformed(withMetadata(local, 0, 1), "no local groups of code 1, found 2");
        assertMalformed(withMetadata(local, 6, 5), "1 to 4 local groups of code 2, found 5");
        assertMalformed(withMetadata(local, 7, 1), "1 to 4 local groups of code 2, found 258");
        assertMalformed(withMetadata(local, 4, 1), "1 to 1 local groups of code 2, found 2");
    }

    private void assertMalformed(byte[] file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining(message);
    }

    /** The file with one byte of its metadata changed, and its checksum made right. */
    private byte[] withMetadata(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[EnvelopeFormat.HEADER_BYTES + Shard.read("s", file).length() + at] = (byte) value;
        reseal(changed);
        return changed;
    }

    /** A reader needs nothing but the shards to know the code. */
    @Test
    void oneLossOfALocalGroupIsRebuiltFromTheGroup() {
        byte[][] files = encode(SampleShards.pack(), TWELVE_TWO_TWO);
        for (int lost = 0; lost < files.length; lost++) {
            Shard survivor = Shard.read("s", files[(lost + 1) % files.length]);
            Geometry geometry = survivor.stripe().geometry();
            assertThat(geometry).isEqualTo(TWELVE_TWO_TWO);
            ErasureCode code = ErasureCode.of(geometry);
            BitSet wanted = new BitSet();
            wanted.set(lost);
            BitSet sources = code.sources(geometry.missing(wanted), wanted).orElseThrow();
            assertThat(sources.cardinality()).isEqualTo(lost < 14 ? 6 : 12);
            byte[][] left = new byte[files.length][0];
            sources.stream().forEach(i -> left[i] = files[i]);
            left[lost] = new byte[files[lost].length];
            code.reconstruct(left, sources, wanted, EnvelopeFormat.HEADER_BYTES, survivor.length());
            survivor.checkRebuilt(lost, left[lost], EnvelopeFormat.HEADER_BYTES);
        }
    }

    @Test
    void packsOfFewerBytesThanShardsWork(Seed seed) {
        for (int length = 1; length < 40; length++) {
            byte[] bytes = seed.bytes(length);
            Pack pack =
                    new Pack(
                            SampleShards.ID,
                            new LineageId(1, 2),
                            3,
                            new byte[32],
                            1,
                            1,
                            bytes,
                            length);
            for (String geometry : new String[] {"1+0", "1+2", "4+2", "20+3", "200+56", "6+2+2"}) {
                byte[][] files = encode(pack, Geometry.parse(geometry));
                for (byte[] file : files) {
                    read(file);
                }
            }
        }
    }

    @Test
    void goldenFilesAreReadAndWrittenAgain() {
        byte[][] coded = encode(SampleShards.pack(), FOUR_PLUS_TWO);
        byte[][] copies = encode(SampleShards.pack(), new Geometry(1, 1));
        for (int i = 0; i < 6; i++) {
            byte[] golden = Golden.bytes("shard/v1/4+2." + i + ".bin");
            read(golden);
            assertThat(Arrays.equals(coded[i], golden)).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            byte[] golden = Golden.bytes("shard/v1/1+1." + i + ".bin");
            read(golden);
            assertThat(Arrays.equals(copies[i], golden)).isTrue();
        }
        byte[][] local = encode(SampleShards.pack(), TWELVE_TWO_TWO);
        for (int i = 0; i < 16; i++) {
            byte[] golden = Golden.bytes("shard/v1/12+2+2." + i + ".bin");
            read(golden);
            assertThat(Arrays.equals(local[i], golden)).isTrue();
        }
    }

    static byte[][] encode(Pack pack, Geometry geometry) {
        return new StripeEncoder(ErasureCode.of(geometry)).encode(pack);
    }
}
