package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.repository.verify.Finding;
import io.reducto.repository.verify.Verification;
import io.reducto.repository.verify.VolumeHealth;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code reducto verify} prints: a line per finding, one per volume, and one for all. */
record VerifyReport(Output output) {
    /** Prints findings as they come. */
    Verification.Listener listener(Progress progress) {
        return new Verification.Listener() {
            @Override
            public void found(Finding finding) {
                print(finding);
            }

            @Override
            public void read(long bytes) {
                progress.step(bytes);
            }
        };
    }

    /** Prints what it came to; returns the exit code. */
    int print(Verification verification, Verification.Report report) {
        report.volumes().forEach(this::print);
        ExitCode code = code(report);
        Verification.Plan plan = report.plan();
        Map<String, Object> findings = new LinkedHashMap<>();
        report.findings().forEach((kind, count) -> findings.put(name(kind), count));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("commits", plan.commits());
        fields.put("stripes", plan.stripes());
        fields.put("stripesTotal", verification.stripesTotal());
        fields.put("shardBytes", plan.stripeBytes());
        fields.put("objects", plan.objects());
        fields.put("objectsTotal", verification.objectsTotal());
        fields.put("objectBytes", plan.objectBytes());
        fields.put("findings", findings);
        fields.put("verdict", code.name().toLowerCase(Locale.ROOT));
        output.line(
                "%d commits, %d of %d stripes (%d bytes), %d of %d objects (%d bytes): %s"
                        .formatted(
                                plan.commits(),
                                plan.stripes(),
                                verification.stripesTotal(),
                                plan.stripeBytes(),
                                plan.objects(),
                                verification.objectsTotal(),
                                plan.objectBytes(),
                                verdict(code, findings)),
                fields);
        return code.code();
    }

    private static ExitCode code(Verification.Report report) {
        if (report.isWell()) {
            return ExitCode.OK;
        }
        return report.isLoss() ? ExitCode.UNREADABLE : ExitCode.DEGRADED;
    }

    private static String verdict(ExitCode code, Map<String, Object> findings) {
        return switch (code) {
            case OK -> "all well";
            case DEGRADED -> "all can be read, redundancy is lost " + findings;
            default -> "not all can be read " + findings;
        };
    }

    private void print(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("finding", name(finding.kind()));
        fields.put("what", finding.what());
        finding.volume().ifPresent(volume -> fields.put("volume", volume));
        fields.put("why", finding.why());
        output.line(
                "%-20s %-6s %s: %s"
                        .formatted(
                                name(finding.kind()),
                                finding.volume().orElse("-"),
                                finding.what(),
                                finding.why()),
                fields);
    }

    private void print(String volume, VolumeHealth health) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("volume", volume);
        fields.put("whole", health.whole());
        fields.put("missing", health.missing());
        fields.put("damaged", health.damaged());
        output.line(
                "volume %-10s %10d files whole  %8d missing  %8d damaged"
                        .formatted(volume, health.whole(), health.missing(), health.damaged()),
                fields);
    }

    private static String name(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
