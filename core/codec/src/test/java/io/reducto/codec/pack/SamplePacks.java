package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.compress.ZstdCompressor;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.GrowableBytes;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs with known content. The golden files were written by this class at format version 1. */
final class SamplePacks {
    static final PackId ID = new PackId(0x0011223344556677L, 0x8899aabbccddeeffL);
    static final LineageId LINEAGE = new LineageId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    static final long EPOCH = 42;

    private SamplePacks() {}

    /** Chunks that do not compress: their blocks are stored as they are. */
    static List<byte[]> incompressible() {
        Seed seed = Seed.of(1);
        List<byte[]> chunks = new ArrayList<>();
        for (int length : new int[] {1, 100, 700, 3000, 5000, 64}) {
            chunks.add(seed.bytes(length));
        }
        return chunks;
    }

    /** Chunks of which some compress and some do not. */
    static List<byte[]> mixed() {
        Seed seed = Seed.of(2);
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int length = seed.between(500, 3000);
            chunks.add(i % 4 == 3 ? seed.bytes(length) : seed.text(length));
        }
        return chunks;
    }

    /** A pack of {@code chunks} in blocks of 4 KiB. */
    static byte[] pack(List<byte[]> chunks) {
        try (PackBuilder builder =
                new PackBuilder(new PackLayout(1 << 20, 4096), CompressionProfile.BALANCED)) {
            builder.begin(ID, LINEAGE, EPOCH);
            ChunkHasher hasher = ChunkHasher.plain();
            for (byte[] chunk : chunks) {
                builder.add(
                        PackFormat.KIND_CHUNK,
                        hasher.id(chunk, 0, chunk.length),
                        chunk,
                        0,
                        chunk.length);
            }
            Pack pack = builder.finish();
            return Arrays.copyOf(pack.file(), pack.length());
        }
    }

    /**
     * What the writer does not write yet: block 0 holds two plain chunks, block 1 one chunk with
     * those two as its prefix, block 2 a plain chunk, an entry of kind 128 with 5 bytes of
     * parameters, and a plain chunk.
     */
    static byte[] prefixAndKinds() {
        Seed seed = Seed.of(3);
        ChunkHasher hasher = ChunkHasher.plain();
        List<byte[]> chunks = new ArrayList<>();
        for (int length : new int[] {2000, 3000}) {
            chunks.add(seed.bytes(length));
        }
        byte[] prefix = concat(chunks.get(0), chunks.get(1));
        byte[] similar = prefix.clone();
        seed.random().ints(20, 0, similar.length).forEach(at -> similar[at]++);
        chunks.add(similar);
        chunks.add(seed.text(900));
        chunks.add(seed.text(800));
        chunks.add(seed.text(700));

        GrowableBytes file = new GrowableBytes(0);
        EnvelopeWriter.header(file, PackFormat.FILE, ID.high(), ID.low());
        PackTrailerWriter trailer = new PackTrailerWriter();
        List<ChunkId> ids = chunks.stream().map(c -> hasher.id(c, 0, c.length)).toList();

        trailer.entry(ids.get(0), 2000, PackFormat.KIND_CHUNK);
        trailer.entry(ids.get(1), 3000, PackFormat.KIND_CHUNK);
        block(file, trailer, prefix, new byte[0]);

        trailer.entry(ids.get(2), 5000, PackFormat.KIND_CHUNK);
        trailer.prefix(ids.get(0), 2000);
        trailer.prefix(ids.get(1), 3000);
        block(file, trailer, similar, prefix);

        trailer.entry(ids.get(3), 900, PackFormat.KIND_CHUNK);
        trailer.entry(ids.get(4), 123_456, PackFormat.KIND_RECODED);
        trailer.parameters(800, new byte[] {1, 2, 3, 4, 5});
        trailer.entry(ids.get(5), 700, PackFormat.KIND_CHUNK);
        block(
                file,
                trailer,
                concat(concat(chunks.get(3), chunks.get(4)), chunks.get(5)),
                new byte[0]);

        int metadata = file.length();
        trailer.writeTo(file, LINEAGE, EPOCH);
        EnvelopeWriter.footer(file, metadata);
        return file.toArray();
    }

    private static void block(
            GrowableBytes file, PackTrailerWriter trailer, byte[] raw, byte[] prefix) {
        try (ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.BALANCED)) {
            compressor.prefix(prefix);
            byte[] frame = new byte[ZstdCompressor.bound(raw.length)];
            int length = compressor.compress(raw, 0, raw.length, frame, 0);
            file.bytes(frame, 0, length);
            trailer.block(
                    new PackTrailerWriter.StoredBlock(
                            length,
                            raw.length,
                            EnvelopeFormat.crc(frame, 0, length),
                            PackFormat.CODEC_ZSTD,
                            prefix.length == 0 ? 0 : 1));
        }
    }

    static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
