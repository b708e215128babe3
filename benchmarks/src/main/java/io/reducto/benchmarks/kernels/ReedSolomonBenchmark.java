package io.reducto.benchmarks.kernels;

import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.hadoop.hdds.client.ECReplicationConfig;
import org.apache.ozone.erasurecode.rawcoder.RSRawDecoder;
import org.apache.ozone.erasurecode.rawcoder.RSRawEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Parity of a stripe, its check and its update, and the first two data shards out of the others.
 */
@State(Scope.Thread)
public class ReedSolomonBenchmark {
    static final int SHARD_BYTES = 1 << 20;
    static final int LOST_SHARDS = 2;

    /** Geometry of the stripe. */
    @Param({"4+2", "10+4", "12+2+2"})
    public String geometry = "4+2";

    private ErasureCode code = ErasureCode.of(Geometry.parse(geometry));
    private BitSet lost = new BitSet();
    private BitSet present = new BitSet();
    byte[][] stripe = {};
    byte[] delta = {};
    private OzoneStripe ozone = new OzoneStripe(code.geometry(), new byte[6][0]);

    /** Made by JMH. */
    public ReedSolomonBenchmark() {}

    /** A stripe with parity by both coders, whose matrices differ. */
    @Setup
    public void setUp() throws IOException {
        Geometry parsed = Geometry.parse(geometry);
        code = ErasureCode.of(parsed);
        lost = new BitSet();
        lost.set(0, LOST_SHARDS);
        present = parsed.missing(lost);
        byte[] data = Samples.random(SHARD_BYTES * parsed.dataShards());
        stripe = new byte[parsed.totalShards()][SHARD_BYTES];
        for (int i = 0; i < parsed.dataShards(); i++) {
            System.arraycopy(data, SHARD_BYTES * i, stripe[i], 0, SHARD_BYTES);
        }
        code.encode(stripe, 0, SHARD_BYTES);
        delta = Samples.random(SHARD_BYTES);
        ozone = new OzoneStripe(parsed, stripe);
        ozone.encode();
    }

    /** Ours. */
    @Benchmark
    public byte[][] reductoEncode() {
        code.encode(stripe, 0, SHARD_BYTES);
        return stripe;
    }

    /** That of Apache Ozone, in Java. */
    @Benchmark
    public byte[][] ozoneEncode() throws IOException {
        return ozone.encode();
    }

    /** Ours: parity as the first data shard changes, and every second time back again. */
    @Benchmark
    public byte[][] reductoUpdate() {
        code.update(stripe, 0, delta, 0, SHARD_BYTES);
        return stripe;
    }

    /** Ours: whether the parity is right. */
    @Benchmark
    public boolean reductoVerify() {
        return code.isParityRight(stripe, 0, SHARD_BYTES);
    }

    /** Ours: overwrites the lost shards with what they were. */
    @Benchmark
    public byte[][] reductoReconstruct() {
        code.reconstruct(stripe, present, lost, 0, SHARD_BYTES);
        return stripe;
    }

    /** That of Apache Ozone, in Java. */
    @Benchmark
    public byte[][] ozoneReconstruct() throws IOException {
        return ozone.reconstruct();
    }

    /** Its coders with a stripe of theirs. */
    private static final class OzoneStripe {
        private final RSRawEncoder encoder;
        private final RSRawDecoder decoder;
        private final byte[][] data;
        private final byte[][] parity;
        private final byte[][] rebuilt;
        private final int[] lost = {0, 1};

        OzoneStripe(Geometry geometry, byte[][] stripe) {
            int k = geometry.dataShards();
            int m = geometry.parityShards();
            encoder = new RSRawEncoder(new ECReplicationConfig(k, m));
            decoder = new RSRawDecoder(new ECReplicationConfig(k, m));
            data = Arrays.copyOf(stripe, k);
            parity = new byte[m][SHARD_BYTES];
            rebuilt = new byte[LOST_SHARDS][SHARD_BYTES];
        }

        byte[][] encode() throws IOException {
            encoder.encode(data, parity);
            return parity;
        }

        @SuppressWarnings("NullAway") // a missing shard is null, in its contract
        byte[][] reconstruct() throws IOException {
            byte[][] left = Arrays.copyOf(data, data.length + parity.length);
            System.arraycopy(parity, 0, left, data.length, parity.length);
            for (int ordinal : lost) {
                left[ordinal] = null;
            }
            decoder.decode(left, lost, rebuilt);
            return rebuilt;
        }
    }
}
