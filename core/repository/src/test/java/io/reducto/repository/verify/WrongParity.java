package io.reducto.repository.verify;

import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import java.util.BitSet;
import java.util.Optional;

/** A code whose encoder has a fault: one byte of the last parity shard. */
record WrongParity(ErasureCode right) implements ErasureCode {
    @Override
    public Geometry geometry() {
        return right.geometry();
    }

    @Override
    public void encode(byte[][] shards, int offset, int length) {
        right.encode(shards, offset, length);
        shards[shards.length - 1][offset + length / 2]++;
    }

    @Override
    public void update(byte[][] shards, int ordinal, byte[] delta, int offset, int length) {
        right.update(shards, ordinal, delta, offset, length);
    }

    @Override
    public boolean isParityRight(byte[][] shards, int offset, int length) {
        return right.isParityRight(shards, offset, length);
    }

    @Override
    public Optional<BitSet> sources(BitSet available, BitSet wanted) {
        return right.sources(available, wanted);
    }

    @Override
    public void reconstruct(
            byte[][] shards, BitSet present, BitSet wanted, int offset, int length) {
        right.reconstruct(shards, present, wanted, offset, length);
    }
}
