package io.reducto.cli.quickstart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured.
 *
 * @param versions in the order in which they were published
 * @param stored all of them together
 * @param times how long what took
 */
public record Figures(List<Version> versions, StoredBytes stored, Times times) {
    private static final double MEGABYTE = 1e6;

    /**
     * A version.
     *
     * @param name of it
     * @param bytesIn its length
     * @param added what it added to those before it
     */
    public record Version(String name, long bytesIn, Increments.Increment added) {
        /** Bytes in to bytes stored before parity. */
        public double factor() {
            return ratio(bytesIn, added.storedBytes());
        }
    }

    /**
     * Durations.
     *
     * @param ingest from the first segment sent until a commit held the last version
     * @param restore of every version, all volumes there
     * @param restoreDegraded the same with two volumes destroyed
     */
    public record Times(Duration ingest, Duration restore, Duration restoreDegraded) {}

    /** Copies. */
    public Figures {
        versions = List.copyOf(versions);
    }

    /** Bytes of all versions. */
    public long bytesIn() {
        return versions.stream().mapToLong(Version::bytesIn).sum();
    }

    /** Plain bytes of all distinct chunks. */
    public long bytesUnique() {
        return versions.stream().mapToLong(version -> version.added().plainBytes()).sum();
    }

    /** What is stored before parity and is no version's: recipes, trailers, index, catalogues. */
    public long bytesOfMetadata() {
        return stored.beforeParity()
                - versions.stream().mapToLong(version -> version.added().storedBytes()).sum();
    }

    /** Bytes in to bytes of distinct chunks. */
    public double dedupFactor() {
        return ratio(bytesIn(), bytesUnique());
    }

    /** Bytes of distinct chunks to all that is stored before parity, metadata included. */
    public double compressionFactor() {
        return ratio(bytesUnique(), stored.beforeParity());
    }

    /** Bytes in to bytes stored before parity: the product of the other two. */
    public double factor() {
        return ratio(bytesIn(), stored.beforeParity());
    }

    /** Bytes in to bytes on volumes. */
    public double factorWithParity() {
        return ratio(bytesIn(), stored.withParity());
    }

    /** Bytes per second. */
    public double rate(Duration time) {
        return ratio(bytesIn(), time.toNanos()) * Duration.ofSeconds(1).toNanos();
    }

    private static double ratio(long a, long b) {
        return b == 0 ? 0 : (double) a / (double) b;
    }

    /** Parity is spread evenly over what is stored. */
    private long withParity(long storedBytes) {
        return Math.round(ratio(stored.withParity(), stored.beforeParity()) * storedBytes);
    }

    /** The table, a line each. */
    public List<String> table() {
        int width =
                Math.max(
                        "index, catalogues, recipes".length(),
                        versions.stream().mapToInt(v -> v.name().length()).max().orElse(0));
        List<String> lines = new ArrayList<>();
        String row = "%-" + width + "s %12s %12s %12s %12s %9s";
        lines.add(
                row.formatted(
                        "version", "MB in", "MB unique", "MB stored", "with parity", "factor"));
        for (Version version : versions) {
            Increments.Increment added = version.added();
            lines.add(
                    row.formatted(
                            version.name(),
                            megabytes(version.bytesIn()),
                            megabytes(added.plainBytes()),
                            megabytes(added.storedBytes()),
                            megabytes(withParity(added.storedBytes())),
                            "%.1f".formatted(version.factor())));
        }
        lines.add(
                row.formatted(
                        "index, catalogues, recipes",
                        "",
                        "",
                        megabytes(bytesOfMetadata()),
                        megabytes(withParity(bytesOfMetadata())),
                        ""));
        lines.add(
                row.formatted(
                        "total",
                        megabytes(bytesIn()),
                        megabytes(bytesUnique()),
                        megabytes(stored.beforeParity()),
                        megabytes(stored.withParity()),
                        "%.1f".formatted(factor())));
        return lines;
    }

    /** What the table comes to, a line each. */
    public List<String> summary() {
        return List.of(
                "deduplication %.2f x compression %.2f (metadata included) = %.2f; %.2f with parity"
                        .formatted(
                                dedupFactor(), compressionFactor(), factor(), factorWithParity()),
                "ingest %s (published to committed), restore %s, restore with two volumes lost %s"
                        .formatted(
                                speed(times.ingest()),
                                speed(times.restore()),
                                speed(times.restoreDegraded())));
    }

    private String speed(Duration time) {
        return "%.1f MB/s".formatted(rate(time) / MEGABYTE);
    }

    private static String megabytes(long bytes) {
        return "%.3f".formatted(bytes / MEGABYTE);
    }

    /** For programs. */
    public Map<String, Object> fields() {
        List<Map<String, Object>> each = new ArrayList<>();
        for (Version version : versions) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("version", version.name());
            fields.put("bytesIn", version.bytesIn());
            fields.put("bytesUnique", version.added().plainBytes());
            fields.put("bytesStored", version.added().storedBytes());
            each.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("versions", each);
        fields.put("bytesIn", bytesIn());
        fields.put("bytesUnique", bytesUnique());
        fields.put("bytesStored", stored.beforeParity());
        fields.put("bytesStoredWithParity", stored.withParity());
        fields.put("dedupFactor", dedupFactor());
        fields.put("compressionFactor", compressionFactor());
        fields.put("factor", factor());
        fields.put("ingestBytesPerSecond", Math.round(rate(times.ingest())));
        fields.put("restoreBytesPerSecond", Math.round(rate(times.restore())));
        fields.put("restoreDegradedBytesPerSecond", Math.round(rate(times.restoreDegraded())));
        return fields;
    }
}
