package io.reducto.codec.chunk;

import io.reducto.codec.DataException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that decides where an object is cut. Part of every recipe, corpus and repository: only
 * data cut by the same spec shares its chunks.
 *
 * <p>Its text, such as {@code fastcdc2020-v1:8k/16k/32k:n2}, is what formats store:
 *
 * <pre>
 * spec      := algorithm ":" size "/" size "/" size ":n" level [ ":g-" table ]
 * algorithm := name "-v" number
 * size      := decimal [ "k" | "m" ]     minimum, average, maximum, in bytes, KiB or MiB
 * level     := "0" | "1" | "2" | "3"     normalization
 * table     := name of the gear table    absent: published
 * </pre>
 *
 * <p>{@link #toString} writes each size with the largest unit that divides it, so equal specs have
 * equal text.
 */
public record ChunkingSpec(
        ChunkingAlgorithm algorithm, ChunkingParameters parameters, GearTable gearTable) {
    /** What new repositories use: {@code fastcdc2020-v1:8k/16k/32k:n2}. */
    public static final ChunkingSpec DEFAULT =
            fastCdc(new ChunkingParameters(8192, 16384, 32768, 2));

    /** Longest text of a spec, in characters. */
    public static final int TEXT_LENGTH_MAX = 100;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private static final Pattern REST =
            Pattern.compile("(\\d{1,8}[km]?)/(\\d{1,8}[km]?)/(\\d{1,8}[km]?):n(\\d)(?::g-(.+))?");

    /** FastCDC 2020 with the published gear table. */
    public static ChunkingSpec fastCdc(ChunkingParameters parameters) {
        return new ChunkingSpec(ChunkingAlgorithm.FASTCDC_2020, parameters, GearTable.PUBLISHED);
    }

    /**
     * The spec that an operator wrote. {@link UnsupportedChunkingException} names what this release
     * does not have, {@link IllegalArgumentException} what is not a spec.
     */
    public static ChunkingSpec parse(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "chunking spec: expected at most %d characters, found %d"
                            .formatted(TEXT_LENGTH_MAX, text.length()));
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        refuseFixedSize(text, name);
        ChunkingAlgorithm algorithm =
                ChunkingAlgorithm.of(name).orElseThrow(() -> unknownAlgorithm(text, name));
        Matcher rest = REST.matcher(colon < 0 ? "" : text.substring(colon + 1));
        if (!rest.matches()) {
            throw new IllegalArgumentException(
                    "chunking spec '%s': expected a form like %s".formatted(text, DEFAULT));
        }
        String table = rest.group(5) == null ? GearTable.PUBLISHED.id() : rest.group(5);
        return new ChunkingSpec(algorithm, parameters(rest), gearTable(text, table));
    }

    /**
     * The spec that a file holds. {@link DataException.FormatTooNew} when this release does not
     * know its algorithm or table, {@link DataException.Malformed} when it is not a spec.
     *
     * @param what the file or structure, with its id where one is known
     */
    public static ChunkingSpec read(String what, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            if (e instanceof UnsupportedChunkingException && !isFixedSize(text)) {
                throw new DataException.FormatTooNew(what, knownAlgorithms(), "'" + text + "'");
            }
            String reason = Objects.requireNonNullElse(e.getMessage(), "not a chunking spec");
            throw new DataException.Malformed(what, 0, reason);
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        String sizes =
                "%s:%s/%s/%s:n%d"
                        .formatted(
                                algorithm.id(),
                                size(parameters.minBytes()),
                                size(parameters.averageBytes()),
                                size(parameters.maxBytes()),
                                parameters.normalization());
        return gearTable == GearTable.PUBLISHED ? sizes : sizes + ":g-" + gearTable.id();
    }

    private static void refuseFixedSize(String text, String name) {
        if (isFixedSize(name)) {
            throw new UnsupportedChunkingException(
                    "chunking spec '%s': fixed-size blocks are refused: one inserted byte moves every block behind it, and nothing after it is recognised again; use content-defined chunks, for instance %s"
                            .formatted(text, DEFAULT));
        }
    }

    private static boolean isFixedSize(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("fixed") || lower.startsWith("static");
    }

    private static UnsupportedChunkingException unknownAlgorithm(String text, String name) {
        return new UnsupportedChunkingException(
                "chunking spec '%s': unknown algorithm '%s'; this release knows %s"
                        .formatted(text, name, knownAlgorithms()));
    }

    private static String knownAlgorithms() {
        return Arrays.stream(ChunkingAlgorithm.values())
                .map(ChunkingAlgorithm::id)
                .collect(Collectors.joining(", "));
    }

    private static GearTable gearTable(String text, String id) {
        return Arrays.stream(GearTable.values())
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnsupportedChunkingException(
                                        "chunking spec '%s': unknown gear table '%s'; this release knows %s"
                                                .formatted(text, id, GearTable.PUBLISHED.id())));
    }

    private static ChunkingParameters parameters(Matcher rest) {
        return new ChunkingParameters(
                bytes(rest.group(1)),
                bytes(rest.group(2)),
                bytes(rest.group(3)),
                Integer.parseInt(rest.group(4)));
    }

    private static int bytes(String size) {
        int unit = size.endsWith("k") ? KIB : size.endsWith("m") ? MIB : 1;
        long number = Long.parseLong(unit == 1 ? size : size.substring(0, size.length() - 1));
        // Out of range is found by the limits of the parameters.
        return (int) Math.min(Integer.MAX_VALUE, number * unit);
    }

    private static String size(int bytes) {
        if (bytes % MIB == 0) {
            return bytes / MIB + "m";
        }
        return bytes % KIB == 0 ? bytes / KIB + "k" : Integer.toString(bytes);
    }
}
