package io.reducto.codec.erasure;

import java.util.BitSet;

/** What every call of a code is checked for, once, at the edge. */
final class StripeArguments {
    private StripeArguments() {}

    /** Expects one array per ordinal. */
    static void checkCount(Geometry geometry, byte[][] shards) {
        if (shards.length != geometry.totalShards()) {
            throw new IllegalArgumentException(
                    "stripe %s: expected %d shards, found %d"
                            .formatted(geometry, geometry.totalShards(), shards.length));
        }
    }

    /** Expects ordinals of this geometry, and none in both sets. */
    static void checkOrdinals(Geometry geometry, BitSet present, BitSet wanted) {
        int end = Math.max(present.length(), wanted.length());
        if (end > geometry.totalShards()) {
            throw new IllegalArgumentException(
                    "stripe %s: expected ordinals below %d, found %d"
                            .formatted(geometry, geometry.totalShards(), end - 1));
        }
        if (present.intersects(wanted)) {
            throw new IllegalArgumentException(
                    "stripe %s: expected wanted shards that are missing, found wanted %s, present %s; name a shard that is to be computed anew as missing"
                            .formatted(geometry, wanted, present));
        }
    }

    /** Expects the ordinal of a data shard. */
    static void checkDataShard(Geometry geometry, int ordinal) {
        if (ordinal < 0 || ordinal >= geometry.dataShards()) {
            throw new IllegalArgumentException(
                    "stripe %s: expected the ordinal of a data shard, found %d"
                            .formatted(geometry, ordinal));
        }
    }

    /** Expects [offset, offset + length) inside the array of each of the ordinals. */
    static void checkRange(byte[][] shards, int[] ordinals, int offset, int length) {
        for (int ordinal : ordinals) {
            checkRange("shard", ordinal, shards[ordinal].length, offset, length);
        }
    }

    /** Expects [offset, offset + length) inside an array of {@code size} bytes. */
    static void checkRange(String what, int ordinal, int size, int offset, int length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IllegalArgumentException(
                    "%s %d: expected a range inside its %d bytes, found %d bytes at offset %d"
                            .formatted(what, ordinal, size, length, offset));
        }
    }

    /** Expects each written array to be no other's. */
    static void checkApart(byte[][] shards, int[] read, int[] written) {
        for (int i = 0; i < written.length; i++) {
            for (int ordinal : read) {
                checkApart(shards, written[i], ordinal);
            }
            for (int j = 0; j < i; j++) {
                checkApart(shards, written[i], written[j]);
            }
        }
    }

    @SuppressWarnings("ArrayEquals") // whether it is the same array, not equal ones
    private static void checkApart(byte[][] shards, int written, int other) {
        if (shards[written] == shards[other]) {
            throw new IllegalArgumentException(
                    "shards %d and %d: expected two arrays, found one; computing shard %d would overwrite the other"
                            .formatted(written, other, written));
        }
    }
}
