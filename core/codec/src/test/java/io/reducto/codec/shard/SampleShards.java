package io.reducto.codec.shard;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.pack.Pack;
import io.reducto.testkit.Seed;

/** Packs with known content; shards do not look inside. */
final class SampleShards {
    static final PackId ID = new PackId(0x0011223344556677L, 0x8899aabbccddeeffL);

    private SampleShards() {}

    /** 1,001 bytes: the last data shard of 4+2 is padded. */
    static Pack pack() {
        return pack(Seed.of(11).bytes(1001));
    }

    /** Half a MiB, so that shards have several cells. */
    static Pack large() {
        return pack(Seed.of(12).bytes((1 << 19) + 17));
    }

    private static Pack pack(byte[] bytes) {
        byte[] root = Blake3.hash(bytes, 0, 10);
        LineageId lineage = new LineageId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
        return new Pack(ID, lineage, 42, root, 1, 1, bytes, bytes.length);
    }
}
