package io.reducto.codec.erasure;

import io.reducto.codec.KernelChoice;
import java.util.BitSet;
import java.util.Optional;

/**
 * Reed-Solomon over GF(2^8) with polynomial 0x11D: any k of the k + m shards give back all others,
 * and m + 1 lost shards are lost. Its shards are byte for byte those of Backblaze's
 * JavaReedSolomon.
 *
 * <p>{@code 1+n} stores copies and {@code k+0} has no parity; neither does field arithmetic on
 * shards. Immutable; safe for use by several threads.
 */
public final class ReedSolomon implements ErasureCode {
    /*
     * # The matrix, and why nothing is inverted
     *
     * Backblaze's matrix is V · inverse(top of V), where V[r][c] = r^c is a Vandermonde matrix (with
     * 0^0 = 1) and its top the first k rows. inverse(top) takes the values of a polynomial of degree
     * below k at the points 0 … k-1 to its coefficients; V takes coefficients to the values at the
     * points 0 … k+m-1. So byte p of shard i is f(i), where f is the polynomial of degree below k that
     * runs through the data: the view of Reed and Solomon, "Polynomial codes over certain finite
     * fields" (1960). Any k shards determine f; Interpolation writes down every other shard in terms of
     * them. Encoding is the case of all data shards as sources; lost parity comes from the same k
     * sources in the same pass as lost data.
     *
     * # Why decode matrices are not cached
     *
     * They cost k² look-ups instead of the k³ of an inversion: 0.3 µs for 4+2 and 10+4, 0.1 ms for all
     * 128 lost shards of 128+128 (one core, JDK 17). In that time fewer than 200 bytes of each shard are
     * coded. A cache would be shared state, with a bound that nobody could choose.
     */

    private final LinearCode code;

    ReedSolomon(Geometry geometry, GaloisKernel kernel) {
        if (geometry.localGroups() != 0) {
            throw new IllegalArgumentException(
                    "geometry %s: expected no local groups, found %d; LocalReconstructionCode has them"
                            .formatted(geometry, geometry.localGroups()));
        }
        BitSet data = new BitSet();
        data.set(0, geometry.dataShards());
        this.code =
                new LinearCode(
                        geometry, kernel, Interpolation.equations(data, geometry.missing(data)));
    }

    /**
     * The code of a geometry.
     *
     * @throws IllegalArgumentException when the geometry has local groups
     */
    public static ReedSolomon of(Geometry geometry) {
        return new ReedSolomon(geometry, GaloisKernel.best());
    }

    /** Which inner loop every erasure code of this JVM uses, and why. */
    public static KernelChoice.Selected kernel() {
        return GaloisKernelChoice.CHOICE.selected();
    }

    @Override
    public Geometry geometry() {
        return code.geometry();
    }

    @Override
    public void encode(byte[][] shards, int offset, int length) {
        code.encode(shards, offset, length);
    }

    @Override
    public void update(byte[][] shards, int ordinal, byte[] delta, int offset, int length) {
        code.update(shards, ordinal, delta, offset, length);
    }

    @Override
    public boolean isParityRight(byte[][] shards, int offset, int length) {
        return code.isParityRight(shards, offset, length);
    }

    /** The k of lowest ordinals among {@code available}, of which any k will do. */
    @Override
    public Optional<BitSet> sources(BitSet available, BitSet wanted) {
        StripeArguments.checkOrdinals(geometry(), available, wanted);
        if (wanted.isEmpty()) {
            return Optional.of(new BitSet());
        }
        int k = geometry().dataShards();
        int[] lowest = available.stream().limit(k).toArray();
        if (lowest.length < k) {
            return Optional.empty();
        }
        return Optional.of(available.get(0, lowest[k - 1] + 1));
    }

    @Override
    public void reconstruct(
            byte[][] shards, BitSet present, BitSet wanted, int offset, int length) {
        StripeArguments.checkCount(geometry(), shards);
        BitSet sources = sources(present, wanted).orElseThrow(() -> tooFew(present, wanted));
        code.compute(Interpolation.equations(sources, wanted), shards, offset, length);
    }

    private IllegalArgumentException tooFew(BitSet present, BitSet wanted) {
        return new IllegalArgumentException(
                "stripe %s: expected %d present shards or more to reconstruct %s, found %d: %s; read more of the others or report the stripe as lost"
                        .formatted(
                                geometry(),
                                geometry().dataShards(),
                                wanted,
                                present.cardinality(),
                                present));
    }
}
