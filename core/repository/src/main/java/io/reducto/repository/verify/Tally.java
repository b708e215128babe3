package io.reducto.repository.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts while a verification runs, and tells its listener. Safe for use by several threads. */
final class Tally {
    private final Verification.Listener listener;
    private final Map<Finding.Kind, Long> findings = new EnumMap<>(Finding.Kind.class);
    private final Map<String, VolumeHealth> volumes = new TreeMap<>();

    Tally(Verification.Listener listener) {
        this.listener = listener;
    }

    synchronized void found(Finding finding) {
        findings.merge(finding.kind(), 1L, Long::sum);
        listener.found(finding);
    }

    void read(long bytes) {
        listener.read(bytes);
    }

    synchronized void whole(String volume) {
        add(volume, new VolumeHealth(1, 0, 0));
    }

    synchronized void missing(String volume) {
        add(volume, new VolumeHealth(0, 1, 0));
    }

    synchronized void damaged(String volume) {
        add(volume, new VolumeHealth(0, 0, 1));
    }

    synchronized void add(String volume, VolumeHealth health) {
        volumes.merge(volume, health, VolumeHealth::plus);
    }

    synchronized Verification.Report report(Verification.Plan plan) {
        return new Verification.Report(plan, new EnumMap<>(findings), new TreeMap<>(volumes));
    }
}
