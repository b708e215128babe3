package io.reducto.integration;

import io.reducto.architecture.Reactor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The rules for Prometheus that users are given. */
final class AlertRules {
    static final Path FOLDER = Reactor.root().resolve("flink-deploy/monitoring");
    static final Path MEMORY = FOLDER.resolve("memory-rules.yml");

    /** A metric of Flink's, with the labels that are asked for. */
    private static final Pattern SERIES = Pattern.compile("\\b(flink_\\w+)(?:\\{([^}]*)})?");

    private AlertRules() {}

    /** What {@code rules} ask for that none of {@code pages} of metrics shows. */
    static List<String> missing(Path rules, List<String> pages) {
        return SERIES.matcher(Reactor.read(rules))
                .results()
                .filter(series -> pages.stream().noneMatch(page -> isShown(series, page)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static boolean isShown(MatchResult series, String page) {
        String labels = series.group(2) == null ? "" : series.group(2);
        return page.lines()
                .filter(line -> line.startsWith(series.group(1) + "{"))
                .anyMatch(line -> Arrays.stream(labels.split(",", -1)).allMatch(line::contains));
    }
}
