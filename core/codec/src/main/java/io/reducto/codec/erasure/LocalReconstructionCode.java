package io.reducto.codec.erasure;

import java.util.BitSet;
import java.util.Optional;

/**
 * A locally repairable code over GF(2^8) with polynomial 0x11D: k data shards in l groups, for each
 * group a local parity, the sum of its shards, and r global parities of all data shards. Known as
 * LRC(k, l, r), after Huang et al., "Erasure Coding in Windows Azure Storage" (USENIX ATC 2012).
 *
 * <p>One lost shard of a group, its parity included, is computed from the rest of the group: {@link
 * #sources} then names some k / l shards, where Reed-Solomon reads k.
 *
 * <p>Ordinals are data, local parities in the order of their groups, global parities. Group g holds
 * the data shards [⌊g·k/l⌋, ⌊(g+1)·k/l⌋). Any 1 ≤ l ≤ k, r ≥ 0 and k + l + r ≤ 256.
 *
 * <p><b>Which losses are made good.</b> All that the coefficients determine, whatever their number;
 * {@link #sources} is empty for no other. Let the excess of a pattern be the number of lost global
 * parities, and for each group the number of its lost shards but one, parity included.
 *
 * <ul>
 *   <li>For all parameters: r + 1 shards, whichever they are, beside groups that lost one only.
 *   <li>Where {@link #isMaximallyRecoverable}: every pattern with an excess of r or less. No code
 *       with these groups, in whatever field, can do more.
 * </ul>
 *
 * Immutable; safe for use by several threads.
 */
public final class LocalReconstructionCode implements ErasureCode {
    /*
     * # Two global parities: maximally recoverable
     *
     * Data shard i of group g has the point a = 2^(17·i + g), and the global parities are the sums of
     * a·data and a²·data; that of Huang et al., with other points. A group's parity counts as a shard of
     * it with the point 0: it has the coefficient 1 in the sum that the group is, and none in the globals.
     * An excess of two leaves, after the groups that lost one only,
     *
     *   - three of a group: rows 1, a, a² of three distinct points, a Vandermonde matrix; or
     *   - two each of two groups, a, b and c, d: the determinant is x·y·(x + y) with x = a + b and
     *     y = c + d, and is not 0 if x ≠ y; or
     *   - fewer, with one global parity lost: two of a group, a ≠ b, and so a² ≠ b².
     *
     * The powers of 2^17 and 0 are the subfield of 16 elements, so that the points of group g and 0 are
     * 2^g times it: subspaces of four dimensions over GF(2), 17 in all, that have but 0 in common. x and y
     * are in two of them, and not 0. Hence no search, and up to 17 groups of 15 data shards.
     *
     * # Otherwise: a code whose parity is split
     *
     * Huang, Chen, Li: "Pyramid Codes" (NCA 2007). Take the Reed-Solomon code of k data and r + 1 parity
     * shards and divide each column by its first parity coefficient: that row is all ones, and every
     * square submatrix is still regular. Its first parity is split into the l local ones. If r + 1 shards
     * are lost and no local parity is, their sum is the first parity and r + 1 equations remain; if one
     * is, r data shards or fewer are, and r equations are enough. With one group it is a Reed-Solomon
     * code, and with one global parity any two of a group have a regular matrix: both cases are maximally
     * recoverable, as is the one without global parities.
     */

    private static final int SUBFIELD_EXPONENT = 17;
    private static final int SUBSPACES = 17;
    private static final int SUBSPACE_POINTS = 15;

    private final LinearCode code;

    LocalReconstructionCode(Geometry geometry, GaloisKernel kernel) {
        if (geometry.localGroups() == 0) {
            throw new IllegalArgumentException(
                    "geometry %s: expected 1 local group or more, found 0; ReedSolomon has none"
                            .formatted(geometry));
        }
        this.code = new LinearCode(geometry, kernel, parityFromData(geometry));
    }

    /**
     * The code of a geometry.
     *
     * @throws IllegalArgumentException when the geometry has no local groups
     */
    public static LocalReconstructionCode of(Geometry geometry) {
        return new LocalReconstructionCode(geometry, GaloisKernel.best());
    }

    private static Equations parityFromData(Geometry geometry) {
        int k = geometry.dataShards();
        int l = geometry.localGroups();
        byte[][] rows = new byte[geometry.parityShards()][k];
        byte[][] globals = hasPoints(geometry) ? powers(geometry) : splitReedSolomon(geometry);
        for (int g = 0; g < l; g++) {
            for (int i = groupStart(geometry, g); i < groupStart(geometry, g + 1); i++) {
                rows[g][i] = 1;
            }
        }
        System.arraycopy(globals, 0, rows, l, globals.length);
        BitSet data = new BitSet();
        data.set(0, k);
        return new Equations(
                data.stream().toArray(), geometry.missing(data).stream().toArray(), rows);
    }

    /** The first data shard of a group; k for group l. */
    private static int groupStart(Geometry geometry, int group) {
        return group * geometry.dataShards() / geometry.localGroups();
    }

    private static boolean hasPoints(Geometry geometry) {
        int l = geometry.localGroups();
        int greatestGroup = (geometry.dataShards() + l - 1) / l;
        return geometry.globalParityShards() == 2
                && l > 1
                && l <= SUBSPACES
                && greatestGroup <= SUBSPACE_POINTS;
    }

    private static byte[][] powers(Geometry geometry) {
        byte[][] rows = new byte[2][geometry.dataShards()];
        for (int g = 0; g < geometry.localGroups(); g++) {
            int start = groupStart(geometry, g);
            for (int i = start; i < groupStart(geometry, g + 1); i++) {
                int log = SUBFIELD_EXPONENT * (i - start) + g;
                rows[0][i] = (byte) GaloisField256.exp(log);
                rows[1][i] = (byte) GaloisField256.exp(2 * log);
            }
        }
        return rows;
    }

    private static byte[][] splitReedSolomon(Geometry geometry) {
        int k = geometry.dataShards();
        int r = geometry.globalParityShards();
        BitSet data = new BitSet();
        data.set(0, k);
        BitSet parities = new BitSet();
        parities.set(k, k + 1 + r);
        byte[][] whole = Interpolation.equations(data, parities).rows;
        byte[][] rows = new byte[r][k];
        for (int j = 0; j < r; j++) {
            for (int i = 0; i < k; i++) {
                rows[j][i] =
                        (byte) GaloisField256.divide(whole[j + 1][i] & 0xFF, whole[0][i] & 0xFF);
            }
        }
        return rows;
    }

    @Override
    public Geometry geometry() {
        return code.geometry();
    }

    /**
     * Whether every pattern is made good that is for any code with these groups: with at most one
     * global parity, with two and at most 17 groups of 15 data shards or fewer, and with one group.
     */
    public boolean isMaximallyRecoverable() {
        return geometry().globalParityShards() <= 1
                || geometry().localGroups() == 1
                || hasPoints(geometry());
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

    /** The rest of its group for each shard of a group that lost no other. */
    @Override
    public Optional<BitSet> sources(BitSet available, BitSet wanted) {
        return equations(available, wanted)
                .map(
                        equations -> {
                            BitSet sources = new BitSet();
                            for (int ordinal : equations.sources) {
                                sources.set(ordinal);
                            }
                            return sources;
                        });
    }

    @Override
    public void reconstruct(
            byte[][] shards, BitSet present, BitSet wanted, int offset, int length) {
        StripeArguments.checkCount(geometry(), shards);
        Equations equations =
                equations(present, wanted).orElseThrow(() -> undetermined(present, wanted));
        code.compute(equations, shards, offset, length);
    }

    private Optional<Equations> equations(BitSet available, BitSet wanted) {
        StripeArguments.checkOrdinals(geometry(), available, wanted);
        return Elimination.equations(code, available, wanted);
    }

    private IllegalArgumentException undetermined(BitSet present, BitSet wanted) {
        return new IllegalArgumentException(
                "stripe %s: expected present shards that determine %s, found %d that do not: %s; read more of the others or report the stripe as lost"
                        .formatted(geometry(), wanted, present.cardinality(), present));
    }
}
