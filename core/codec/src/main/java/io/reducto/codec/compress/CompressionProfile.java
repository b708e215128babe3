package io.reducto.codec.compress;

/**
 * How hard zstd tries. Frames of every profile are read by every zstd decoder; the profile is not
 * part of any format.
 *
 * @param name what users call it: {@code fast}, {@code balanced}, {@code archive}, or the level in
 *     digits
 * @param level zstd's level, 1 (fast) to 22 (small)
 * @param isLongDistance whether zstd also looks for matches far back
 */
public record CompressionProfile(String name, int level, boolean isLongDistance) {
    /** Level 1: for data that is read once. */
    public static final CompressionProfile FAST = new CompressionProfile("fast", 1, false);

    /** Level 3: the default. */
    public static final CompressionProfile BALANCED = new CompressionProfile("balanced", 3, false);

    /**
     * Level 19 with long distance matching: written once, kept for years. The window of a frame is
     * its block, of at most 4 MiB, so no decoder needs more memory; nor does the long distance gain
     * anything there: over class files the lengths are the same within 0.01 %.
     */
    public static final CompressionProfile ARCHIVE = new CompressionProfile("archive", 19, true);

    /** The lowest level. */
    public static final int LEVEL_MIN = 1;

    /** The highest level. */
    public static final int LEVEL_MAX = 22;

    /** Refuses a level outside 1 to 22. */
    public CompressionProfile {
        if (level < LEVEL_MIN || level > LEVEL_MAX) {
            throw new IllegalArgumentException(
                    "compression level: expected %d to %d, found %d"
                            .formatted(LEVEL_MIN, LEVEL_MAX, level));
        }
    }

    /** The profile of a plain level. */
    public static CompressionProfile ofLevel(int level) {
        return new CompressionProfile(Integer.toString(level), level, false);
    }

    /**
     * The profile that {@code text} names; {@link IllegalArgumentException} lists what there is.
     */
    public static CompressionProfile parse(String text) {
        return switch (text) {
            case "fast" -> FAST;
            case "balanced" -> BALANCED;
            case "archive" -> ARCHIVE;
            default -> {
                if (!text.matches("[0-9]{1,2}")) {
                    throw new IllegalArgumentException(
                            "compression: expected fast, balanced, archive or a level 1 to 22, found "
                                    + text);
                }
                yield ofLevel(Integer.parseInt(text));
            }
        };
    }
}
