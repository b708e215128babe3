package io.reducto.codec.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.LittleEndian;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.FileFormat;
import io.reducto.codec.envelope.FormatContract;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackTest extends FormatContract {
    @Override
    protected FileFormat format() {
        return PackFormat.FILE;
    }

    @Override
    protected byte[] sample() {
        return SamplePacks.prefixAndKinds();
    }

    @Override
    protected void read(byte[] file) {
        PackFiles.read(file);
    }

    @Override
    protected void resealInner(byte[] file) {
        int end = file.length - EnvelopeFormat.FOOTER_BYTES;
        int start = end - LittleEndian.i32(file, end + 8);
        byte[] root = Blake3.hash(file, start, end - 32 - start);
        System.arraycopy(root, 0, file, end - 32, 32);
    }

    @Test
    void chunksComeBackInOrder(Seed seed) {
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int length = seed.between(1, 20_000);
            chunks.add(seed.random().nextBoolean() ? seed.bytes(length) : seed.text(length));
        }
        byte[] file = SamplePacks.pack(chunks);

        assertThat(PackFiles.read(file).values()).containsExactlyElementsOf(chunks);
        PackTrailer pack = PackTrailer.read("p", file);
        assertThat(pack.id()).isEqualTo(SamplePacks.ID);
        assertThat(pack.lineage()).isEqualTo(SamplePacks.LINEAGE);
        assertThat(pack.epoch()).isEqualTo(SamplePacks.EPOCH);
        assertThat(pack.entryCount()).isEqualTo(300);
        for (int e = 0; e < 300; e++) {
            PackTrailer.Block block = pack.block(pack.blockOfEntry(e));
            assertThat(e)
                    .isBetween(block.firstEntry(), block.firstEntry() + block.entryCount() - 1);
            assertThat(pack.entryLength(e)).isEqualTo(chunks.get(e).length);
        }
    }

    @Test
    void theTrailerIsReadFromTheEnd() {
        byte[] file = SamplePacks.pack(SamplePacks.mixed());
        byte[] last = Arrays.copyOfRange(file, file.length - 28, file.length);
        int needed =
                PackTrailer.tailLength(SamplePacks.ID, new Envelope.FileEnd(last, file.length));
        byte[] tail = Arrays.copyOfRange(file, file.length - needed, file.length);

        PackTrailer pack =
                PackTrailer.readTail(SamplePacks.ID, new Envelope.FileEnd(tail, file.length));

        assertThat(pack.root()).isEqualTo(PackTrailer.read("p", file).root());
        assertThat(pack.block(1)).isEqualTo(PackTrailer.read("p", file).block(1));
        assertThatThrownBy(
                        () ->
                                PackTrailer.readTail(
                                        new PackId(1, 2), new Envelope.FileEnd(tail, file.length)))
                .isInstanceOf(DataException.Corrupt.class)
                .hasMessageContaining("pack 0000000000000001");
    }

    @Test
    void incompressibleBlocksAreStoredAsTheyAre() {
        PackTrailer pack = PackTrailer.read("p", SamplePacks.pack(SamplePacks.incompressible()));
        for (int b = 0; b < pack.blockCount(); b++) {
            assertThat(pack.block(b).codec()).isEqualTo(PackFormat.CODEC_STORED);
            assertThat(pack.block(b).storedLength()).isEqualTo(pack.block(b).rawLength());
        }
    }

    @Test
    void kindsToComeAreListedAndTheOthersStayReadable() {
        byte[] file = SamplePacks.prefixAndKinds();
        PackTrailer pack = PackTrailer.read("p", file);

        assertThat(PackFiles.read(file)).hasSize(5);
        assertThat(pack.entryKind(4)).isEqualTo(PackFormat.KIND_RECODED);
        assertThat(pack.entryLength(4)).isEqualTo(123_456);
        assertThat(pack.entryRawOffset(5)).isEqualTo(1700);
        try (BlockDecoder decoder = new BlockDecoder(ChunkHasher.plain())) {
            assertThatThrownBy(() -> decoder.check(pack, 4, new byte[4096]))
                    .isInstanceOf(DataException.FormatTooNew.class)
                    .hasMessageContaining("entry 4")
                    .hasMessageContaining("kind 128");
            assertThatThrownBy(() -> decoder.checkAmong(pack, 4, new byte[5 * ChunkId.BYTES]))
                    .isInstanceOf(DataException.FormatTooNew.class);
        }
    }

    @Test
    void aPrefixMustBeGivenWhole() {
        byte[] file = SamplePacks.prefixAndKinds();
        PackTrailer pack = PackTrailer.read("p", file);
        assertThat(pack.block(1).prefixDepth()).isEqualTo(1);
        assertThat(pack.prefix(1, 1).length()).isEqualTo(3000);
        assertThat(pack.block(1).storedLength()).isLessThan(600);
        try (BlockDecoder decoder = new BlockDecoder(ChunkHasher.plain())) {
            assertThatThrownBy(() -> decoder.decode(pack, 1, file, 0, new byte[5000]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("prefix of 5000 bytes");
        }
    }

    @Test
    void anUnknownCodecLeavesTheOtherBlocksReadable() {
        byte[] file = SamplePacks.pack(SamplePacks.mixed());
        int metadata = file.length - 28 - LittleEndian.i32(file, file.length - 28 + 8);
        file[metadata + PackFormat.FIXED_BYTES + 16] = 9;
        resealInner(file);
        reseal(file);
        PackTrailer pack = PackTrailer.read("p", file);
        try (BlockDecoder decoder = new BlockDecoder(ChunkHasher.plain())) {
            byte[] raw = new byte[8192];
            int second = pack.block(1).storedOffset();
            decoder.decode(pack, 1, file, second, raw);
            decoder.check(pack, pack.block(1).firstEntry(), raw);
            assertThatThrownBy(() -> decoder.decode(pack, 0, file, 40, raw))
                    .isInstanceOf(DataException.FormatTooNew.class)
                    .hasMessageContaining("codec 9");
        }
    }

    @Test
    void aChunkUnderAWrongIdIsCorrupt() {
        byte[] chunk = Seed.of(9).bytes(100);
        try (PackBuilder builder = builder()) {
            builder.begin(SamplePacks.ID, SamplePacks.LINEAGE, 1);
            builder.add(PackFormat.KIND_CHUNK, ChunkId.parse("ab".repeat(32)), chunk, 0, 100);
            Pack pack = builder.finish();
            byte[] file = Arrays.copyOf(pack.file(), pack.length());
            assertThatThrownBy(() -> PackFiles.read(file))
                    .isInstanceOf(DataException.Corrupt.class)
                    .hasMessageContaining("entry 0")
                    .hasMessageContaining("abababab");
            PackTrailer trailer = PackTrailer.read("p", file);
            try (BlockDecoder decoder = new BlockDecoder(ChunkHasher.plain())) {
                byte[] ids = decoder.ids(trailer, trailer.block(0), chunk);
                assertThatThrownBy(() -> decoder.checkAmong(trailer, 0, ids))
                        .isInstanceOf(DataException.Corrupt.class)
                        .hasMessageContaining("abababab");
            }
        }
    }

    @Test
    void theBuilderTellsWhenItIsFullAndBuildsThePackAgain(Seed seed) {
        PackLayout layout = new PackLayout(100_000, 10_000);
        byte[] chunk = seed.bytes(3_000);
        ChunkId id = ChunkHasher.plain().id(chunk, 0, chunk.length);
        try (PackBuilder builder = new PackBuilder(layout, CompressionProfile.FAST)) {
            byte[] first = new byte[0];
            for (int round = 0; round < 2; round++) {
                builder.begin(SamplePacks.ID, SamplePacks.LINEAGE, 7);
                assertThat(builder.hasEntries()).isFalse();
                while (!builder.isFull()) {
                    builder.add(PackFormat.KIND_CHUNK, id, chunk, 0, chunk.length);
                }
                Pack pack = builder.finish();
                assertThat(pack.length()).isBetween(90_000, 110_000);
                byte[] file = Arrays.copyOf(pack.file(), pack.length());
                assertThat(round == 0 ? file : first).isEqualTo(file);
                first = file;
            }
        }
    }

    @Test
    void callsOutOfOrderAreRefused() {
        byte[] chunk = new byte[10];
        ChunkId id = ChunkId.read(new byte[32], 0);
        try (PackBuilder builder = builder()) {
            assertThatThrownBy(builder::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> builder.add(PackFormat.KIND_CHUNK, id, chunk, 0, 10))
                    .isInstanceOf(IllegalStateException.class);
            builder.begin(SamplePacks.ID, new LineageId(0, 0), 1);
            assertThatThrownBy(builder::finish).hasMessageContaining("no entries");
            assertThatThrownBy(() -> builder.begin(SamplePacks.ID, new LineageId(0, 0), 1))
                    .hasMessageContaining("still open");
            assertThatThrownBy(() -> builder.add(PackFormat.KIND_CHUNK, id, chunk, 0, 0))
                    .hasMessageContaining("1 byte");
        }
    }

    @Test
    void goldenFilesAreRead() {
        assertThat(PackFiles.read(Golden.bytes("pack/v1/stored.bin")).values())
                .containsExactlyElementsOf(SamplePacks.incompressible());
        assertThat(PackFiles.read(Golden.bytes("pack/v1/mixed.bin")).values())
                .containsExactlyElementsOf(SamplePacks.mixed());
        Map<ChunkId, byte[]> chunks = PackFiles.read(Golden.bytes("pack/v1/prefix-kinds.bin"));
        assertThat(chunks).hasSize(5);
        PackTrailer pack = PackTrailer.read("golden", Golden.bytes("pack/v1/prefix-kinds.bin"));
        assertThat(pack.block(1).prefixDepth()).isEqualTo(1);
    }

    @Test
    void theGoldenPackWithoutCompressionIsWrittenAgain() {
        assertThat(SamplePacks.pack(SamplePacks.incompressible()))
                .isEqualTo(Golden.bytes("pack/v1/stored.bin"));
    }

    private static PackBuilder builder() {
        return new PackBuilder(PackLayout.DEFAULT, CompressionProfile.FAST);
    }
}
