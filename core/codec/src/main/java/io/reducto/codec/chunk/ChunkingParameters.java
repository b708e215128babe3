package io.reducto.codec.chunk;

/**
 * Sizes of chunks, within the limits of the algorithm. What may be used for stored data is
 * narrower: {@link ChunkingPolicy}.
 *
 * @param minBytes no cut is looked for before this; 64 to 1 MiB, even (bytes are scanned in pairs,
 *     an odd minimum would be undercut by one)
 * @param averageBytes the expected size; 256 to 4 MiB, above {@code minBytes}
 * @param maxBytes a chunk that reaches this is cut by force; 512 to 16 MiB, above {@code
 *     averageBytes}
 * @param normalization 0 to 3: by how many bits cuts are harder to find before the average and
 *     easier after it; the higher, the closer sizes are to the average
 */
public record ChunkingParameters(int minBytes, int averageBytes, int maxBytes, int normalization) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private static final int MIN_LOWEST = 64;
    private static final int MIN_HIGHEST = MIB;
    private static final int AVERAGE_LOWEST = 256;
    private static final int AVERAGE_HIGHEST = 4 * MIB;
    private static final int MAX_LOWEST = 512;
    private static final int MAX_HIGHEST = 16 * MIB;
    private static final int NORMALIZATION_HIGHEST = 3;

    /** {@link IllegalArgumentException} names the limit that is not kept. */
    public ChunkingParameters {
        checkRange("minimum", minBytes, MIN_LOWEST, MIN_HIGHEST);
        checkRange("average", averageBytes, AVERAGE_LOWEST, AVERAGE_HIGHEST);
        checkRange("maximum", maxBytes, MAX_LOWEST, MAX_HIGHEST);
        checkRange("normalization level", normalization, 0, NORMALIZATION_HIGHEST);
        if (minBytes % 2 != 0) {
            throw new IllegalArgumentException(
                    "chunking: minimum: expected an even number of bytes, found " + minBytes);
        }
        if (minBytes >= averageBytes || averageBytes >= maxBytes) {
            throw new IllegalArgumentException(
                    "chunking: expected minimum < average < maximum, found %d, %d, %d"
                            .formatted(minBytes, averageBytes, maxBytes));
        }
    }

    private static void checkRange(String what, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    "chunking: %s: expected %d to %d, found %d"
                            .formatted(what, lowest, highest, value));
        }
    }
}
