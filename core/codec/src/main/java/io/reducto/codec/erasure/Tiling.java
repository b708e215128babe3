package io.reducto.codec.erasure;

import io.reducto.codec.erasure.GaloisKernel.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a product into tiles: parts with so few inputs and outputs that all their tables stay in
 * registers.
 *
 * <p>Tiles of one output come one after the other and add to it; the first one overwrites it, where
 * the product is not to be added. Rows of zeros and ones only, such as local parities and copies,
 * are sums without tables. An input is left out where a tile has nothing but zeros for it. Tiles of
 * the same inputs stand together, so that each input comes from memory once: shards whose arrays
 * lie a power of two apart share so few places in a cache that half a stripe does not stay in it.
 * For one thread.
 */
final class Tiling {
    private static final int OUTPUTS_MAX = 4;
    private static final int INPUTS_MAX = 4;

    /**
     * One tile: one, two or four inputs times one or two outputs, one or two inputs times four
     * outputs, or the sum of none, one, two or four inputs.
     */
    static final class Tile {
        /** Arrays that are read. */
        final byte[][] inputs;

        /** Arrays that are written. */
        final byte[][] outputs;

        /** That of input i and output j at {@code i · outputs + j}; empty for a sum. */
        final byte[] coefficients;

        /** Whether the outputs are overwritten and not added to. */
        final boolean isFirst;

        /** The first of the inputs, by its place in the product. */
        private final int firstInput;

        private Tile(byte[][] inputs, byte[][] outputs, byte[] coefficients, Place place) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.coefficients = coefficients;
            this.isFirst = place.isFirst;
            this.firstInput = place.firstInput;
        }

        /** Whether every coefficient is 1. */
        boolean isSum() {
            return coefficients.length == 0;
        }
    }

    private record Place(int firstInput, boolean isFirst) {}

    private final byte[][] rows;
    private final byte[][] inputs;
    private final byte[][] outputs;
    private final boolean isAdded;
    private final List<Tile> tiles = new ArrayList<>();

    private Tiling(byte[][] rows, Slices inputs, Slices outputs, boolean isAdded) {
        this.rows = rows;
        this.inputs = inputs.arrays();
        this.outputs = outputs.arrays();
        this.isAdded = isAdded;
    }

    /**
     * The tiles of a product, in an order in which they may be worked off.
     *
     * @param isAdded whether the product is added to the outputs
     */
    static List<Tile> tiles(byte[][] rows, Slices inputs, Slices outputs, boolean isAdded) {
        return new Tiling(rows, inputs, outputs, isAdded).cut();
    }

    private List<Tile> cut() {
        int[] products = new int[rows.length];
        int count = 0;
        for (int j = 0; j < rows.length; j++) {
            if (isSum(rows[j])) {
                cutSum(new int[] {j});
            } else {
                products[count++] = j;
            }
        }
        int height;
        for (int j = 0; j < count; j += height) {
            height = Math.min(OUTPUTS_MAX, Integer.highestOneBit(count - j));
            cutProduct(Arrays.copyOfRange(products, j, j + height));
        }
        tiles.sort(Comparator.comparingInt(tile -> tile.firstInput));
        return tiles;
    }

    private static boolean isSum(byte[] row) {
        for (byte coefficient : row) {
            if (coefficient != 0 && coefficient != 1) {
                return false;
            }
        }
        return true;
    }

    private void cutSum(int[] output) {
        int[] needed = needed(output);
        boolean isFirst = !isAdded;
        if (needed.length == 0 && isFirst) {
            tiles.add(tile(new int[0], output, new byte[0], true));
        }
        int width;
        for (int i = 0; i < needed.length; i += width) {
            width = width(needed.length - i, output.length);
            int[] some = Arrays.copyOfRange(needed, i, i + width);
            tiles.add(tile(some, output, new byte[0], isFirst));
            isFirst = false;
        }
    }

    private void cutProduct(int[] group) {
        int[] needed = needed(group);
        boolean isFirst = !isAdded;
        int width;
        for (int i = 0; i < needed.length; i += width) {
            width = width(needed.length - i, group.length);
            int[] some = Arrays.copyOfRange(needed, i, i + width);
            tiles.add(tile(some, group, coefficients(group, some), isFirst));
            isFirst = false;
        }
    }

    private Tile tile(int[] some, int[] group, byte[] coefficients, boolean isFirst) {
        Place place = new Place(some.length == 0 ? 0 : some[0], isFirst);
        return new Tile(pick(inputs, some), pick(outputs, group), coefficients, place);
    }

    private static int width(int left, int height) {
        int most = height == OUTPUTS_MAX ? 2 : INPUTS_MAX;
        return Math.min(most, Integer.highestOneBit(left));
    }

    /** The inputs that some of the outputs need. */
    private int[] needed(int[] group) {
        int[] needed = new int[inputs.length];
        int count = 0;
        for (int i = 0; i < needed.length; i++) {
            boolean isNeeded = false;
            for (int j : group) {
                isNeeded |= rows[j][i] != 0;
            }
            if (isNeeded) {
                needed[count++] = i;
            }
        }
        return Arrays.copyOf(needed, count);
    }

    private byte[] coefficients(int[] group, int[] some) {
        byte[] coefficients = new byte[some.length * group.length];
        int at = 0;
        for (int i : some) {
            for (int j : group) {
                coefficients[at++] = rows[j][i];
            }
        }
        return coefficients;
    }

    private static byte[][] pick(byte[][] arrays, int[] ordinals) {
        byte[][] picked = new byte[ordinals.length][];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = arrays[ordinals[i]];
        }
        return picked;
    }
}
