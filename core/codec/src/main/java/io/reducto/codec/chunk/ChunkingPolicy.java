package io.reducto.codec.chunk;

import java.util.List;

/**
 * Which chunk sizes stored data may have: minimum half and maximum twice the average, exactly, and
 * the average a power of two within the bounds of the profile. The last chunk of an object may be
 * shorter than the minimum.
 */
public enum ChunkingPolicy {
    /** Artifacts, images, backups: averages of 4 to 64 KiB. */
    OBJECTS(4 * 1024, 64 * 1024),

    /** Topics of small messages: averages of 256 bytes to 2 KiB. */
    PAYLOADS(256, 2 * 1024);

    /** Below this level so many cuts are forced that it is worth a warning. */
    private static final int NORMALIZATION_USUAL = 2;

    private static final String[] FORCED_PERCENT = {"22", "10.5"};

    private final int averageLowest;
    private final int averageHighest;

    ChunkingPolicy(int averageLowest, int averageHighest) {
        this.averageLowest = averageLowest;
        this.averageHighest = averageHighest;
    }

    /**
     * The spec with this average, by the rule above; {@link IllegalArgumentException} outside it.
     */
    public ChunkingSpec spec(int averageBytes, int normalization) {
        checkAverage(averageBytes);
        return ChunkingSpec.fastCdc(
                new ChunkingParameters(
                        averageBytes / 2, averageBytes, 2 * averageBytes, normalization));
    }

    /** Throws {@link IllegalArgumentException} unless stored data may be cut by this spec. */
    public void check(ChunkingSpec spec) {
        ChunkingParameters sizes = spec.parameters();
        checkAverage(sizes.averageBytes());
        ChunkingSpec rule = spec(sizes.averageBytes(), sizes.normalization());
        if (!rule.parameters().equals(sizes)) {
            throw new IllegalArgumentException(
                    "chunking spec '%s': sizes of stored data are average/2, average and 2·average: expected '%s'"
                            .formatted(spec, rule));
        }
    }

    /**
     * What an operator should know about a permitted spec; empty for most. For logs, not for code.
     */
    public List<String> warnings(ChunkingSpec spec) {
        int level = spec.parameters().normalization();
        if (level >= NORMALIZATION_USUAL) {
            return List.of();
        }
        return List.of(
                "chunking spec '%s': at normalization level %d about %s %% of the cuts are forced at the maximum and do not follow content, which costs deduplication; use level 2 or 3"
                        .formatted(spec, level, FORCED_PERCENT[level]));
    }

    private void checkAverage(int averageBytes) {
        boolean powerOfTwo = Integer.bitCount(averageBytes) == 1;
        if (!powerOfTwo || averageBytes < averageLowest || averageBytes > averageHighest) {
            throw new IllegalArgumentException(
                    "average chunk size of %s: expected a power of two from %d to %d bytes, found %d"
                            .formatted(this, averageLowest, averageHighest, averageBytes));
        }
    }
}
