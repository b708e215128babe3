package io.reducto.benchmarks.kernels;

import io.reducto.codec.digest.Blake3;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One long input: an object's digest. */
@State(Scope.Thread)
public class Blake3Benchmark {
    static final int INPUT_BYTES = 1 << 20;

    final byte[] input = Samples.random(INPUT_BYTES);
    private final MessageDigest sha256 = sha256Digest();

    /** Made by JMH. */
    public Blake3Benchmark() {}

    /** Ours. */
    @Benchmark
    public byte[] reducto() {
        return Blake3.hash(input, 0, input.length);
    }

    /** That of Apache Commons Codec. */
    @Benchmark
    public byte[] commonsCodec() {
        return org.apache.commons.codec.digest.Blake3.hash(input);
    }

    /** Another digest, which processors have instructions for. */
    @Benchmark
    public byte[] sha256() {
        return sha256.digest(input);
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
