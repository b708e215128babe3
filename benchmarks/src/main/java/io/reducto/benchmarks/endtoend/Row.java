package io.reducto.benchmarks.endtoend;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A store's line of the table.
 *
 * @param store its name
 * @param bytes of all versions
 * @param size what it keeps
 * @param ingested what taking in took
 * @param restored what restoring every version once took, one command each
 */
record Row(String store, long bytes, Store.Size size, Store.Ingested ingested, Cost restored) {
    private static final double MEGABYTE = 1e6;

    static final String HEAD =
            """
            | store | stored MB | with parity MB | factor | ingest s | MB/s | CPU s/GB | peak MB | restore s | MB/s | CPU s/GB | peak MB |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |""";

    /** As the table shows it. */
    String line() {
        Cost ingest = ingested.all();
        return "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %s | %s | %.1f | %.1f | %.1f | %.0f |"
                .formatted(
                        store,
                        size.beforeParity() / MEGABYTE,
                        size.withParity() / MEGABYTE,
                        (double) bytes / size.beforeParity(),
                        ingest.wallSeconds(),
                        ingest.megabytesPerSecond(bytes),
                        both(
                                "%.1f",
                                ingest.cpuSecondsPerGigabyte(bytes),
                                ingested.workers().cpuSecondsPerGigabyte(bytes)),
                        both(
                                "%.0f",
                                ingest.peakBytes() / MEGABYTE,
                                ingested.workers().peakBytes() / MEGABYTE),
                        restored.wallSeconds(),
                        restored.megabytesPerSecond(bytes),
                        restored.cpuSecondsPerGigabyte(bytes),
                        restored.peakBytes() / MEGABYTE);
    }

    /** All processes, and the workers among them if they are not all. */
    private String both(String format, double all, double workers) {
        return ingested.all().equals(ingested.workers())
                ? format.formatted(all)
                : "%s (TaskManagers %s)"
                        .formatted(format.formatted(all), format.formatted(workers));
    }

    /** For programs. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("store", store);
        fields.put("bytesIn", bytes);
        fields.put("bytesStored", size.beforeParity());
        fields.put("bytesStoredWithParity", size.withParity());
        fields.put("ingest", fields(ingested.all()));
        fields.put("ingestWorkers", fields(ingested.workers()));
        fields.put("restore", fields(restored));
        return fields;
    }

    private Map<String, Object> fields(Cost cost) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", cost.wallSeconds());
        fields.put("cpuSecondsPerGigabyte", cost.cpuSecondsPerGigabyte(bytes));
        fields.put("peakBytes", cost.peakBytes());
        return fields;
    }
}
