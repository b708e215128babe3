package io.reducto.codec.shard;

import io.reducto.codec.envelope.FileFormat;
import io.reducto.codec.erasure.Geometry;

/**
 * Layout of a shard, version 1; {@code docs/format/shard.md} is its page.
 *
 * <pre>
 * Body     := payload[shardLength]
 * Metadata := code:u8 cellBits:u8 dataShards:u16 parityShards:u16 localGroups:u16 ordinal:u16 zero:u16
 *             packLength:u64 shardLength:u32
 *             lineage[16] epoch:u64 packRoot[32]
 *             shardDigest[32]{dataShards + parityShards}
 *             cellCrc:u32{ceil(shardLength / 2^cellBits)}
 * </pre>
 */
public final class ShardFormat {
    /** Name and versions. */
    public static final FileFormat FILE = new FileFormat("shard", 1, 1);

    /** Code of a stripe: Reed–Solomon with the matrix of {@code erasure.ReedSolomon}. */
    public static final int CODE_REED_SOLOMON = 1;

    /** Code of a stripe: local groups, as {@code erasure.LocalReconstructionCode} has them. */
    public static final int CODE_LOCAL_RECONSTRUCTION = 2;

    /** Binary logarithm of the bytes of a cell, as written. */
    public static final int CELL_BITS = 16;

    static final int CELL_BITS_MIN = 12;
    static final int CELL_BITS_MAX = 24;
    static final int DIGEST_BYTES = 32;
    static final int LOCAL_GROUPS_OFFSET = 6;
    static final int ORDINAL_OFFSET = 8;
    static final int PACK_LENGTH_OFFSET = 12;
    static final int SHARD_LENGTH_OFFSET = 20;
    static final int LINEAGE_OFFSET = 24;
    static final int EPOCH_OFFSET = 40;
    static final int PACK_ROOT_OFFSET = 48;
    static final int FIXED_BYTES = 80;

    private ShardFormat() {}

    /** The code of stripes of a geometry. */
    public static int code(Geometry geometry) {
        return geometry.localGroups() == 0 ? CODE_REED_SOLOMON : CODE_LOCAL_RECONSTRUCTION;
    }
}
