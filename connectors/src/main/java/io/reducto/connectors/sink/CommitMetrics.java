package io.reducto.connectors.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the committer tells of itself. Written by its thread, read by any. */
final class CommitMetrics {
    private final Counter commits;
    private final Counter knownCommits;
    private final Counter merges;
    private final Counter failedMerges;
    private final Counter catalogEvents;
    private volatile long lastCommit;
    private volatile long lastDurationMs;
    private volatile long runs;

    CommitMetrics(MetricGroup group) {
        commits = group.counter("commits");
        knownCommits = group.counter("knownCommits");
        merges = group.counter("runMerges");
        failedMerges = group.counter("failedRunMerges");
        catalogEvents = group.counter("catalogEvents");
        group.gauge("lastCommit", () -> lastCommit);
        group.gauge("commitDurationMs", () -> lastDurationMs);
        group.gauge("currentRuns", () -> runs);
    }

    void published(long number, int runsNow) {
        commits.inc();
        lastCommit = number;
        runs = runsNow;
    }

    void known(long number) {
        knownCommits.inc();
        lastCommit = number;
    }

    void took(long nanos) {
        lastDurationMs = nanos / 1_000_000;
    }

    void told(long events) {
        catalogEvents.inc(events);
    }

    void merged(int count) {
        merges.inc(count);
    }

    void mergeFailed() {
        failedMerges.inc();
    }
}
