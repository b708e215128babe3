package io.reducto.codec.pack;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.digest.ChunkHasher;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads whole packs the way a restore does, prefixes from the same pack included. */
final class PackFiles {
    private static final byte[] RAW = new byte[PackFormat.BLOCK_RAW_BYTES_MAX];

    private PackFiles() {}

    /** Every readable chunk, checked, in order. */
    static Map<ChunkId, byte[]> read(byte[] file) {
        PackTrailer pack = PackTrailer.read("pack file", file);
        Map<ChunkId, byte[]> chunks = new LinkedHashMap<>();
        try (BlockDecoder decoder = new BlockDecoder(ChunkHasher.plain())) {
            for (int b = 0; b < pack.blockCount(); b++) {
                PackTrailer.Block block = pack.block(b);
                byte[] prefix = prefix(pack, block, chunks);
                decoder.decode(
                        pack,
                        block,
                        new BlockDecoder.Stored(file, block.storedOffset(), prefix),
                        RAW);
                byte[] ids = decoder.ids(pack, block, RAW);
                for (int e = block.firstEntry(); e < block.firstEntry() + block.entryCount(); e++) {
                    if (pack.entryKind(e) < PackFormat.KIND_RECODED) {
                        decoder.check(pack, e, RAW);
                        decoder.checkAmong(pack, e, ids);
                        int at = pack.entryRawOffset(e);
                        chunks.put(
                                pack.entryId(e),
                                Arrays.copyOfRange(RAW, at, at + pack.entryLength(e)));
                    }
                }
            }
        }
        return chunks;
    }

    private static byte[] prefix(
            PackTrailer pack, PackTrailer.Block block, Map<ChunkId, byte[]> chunks) {
        byte[] prefix = new byte[0];
        for (int i = 0; i < block.prefixCount(); i++) {
            PackTrailer.PrefixChunk chunk = pack.prefix(block.ordinal(), i);
            byte[] bytes = chunks.getOrDefault(chunk.id(), new byte[0]);
            if (bytes.length != chunk.length()) {
                throw new DataException.Malformed(
                        pack.toString(),
                        block.storedOffset(),
                        "prefix chunk of %d bytes, found %d"
                                .formatted(chunk.length(), bytes.length));
            }
            prefix = SamplePacks.concat(prefix, bytes);
        }
        return prefix;
    }
}
