package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.repository.Snapshot;
import io.reducto.repository.statistics.RepositoryStatistics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto stats}: how much is there, and what it takes. */
@Command(
        name = "stats",
        description = {
            "Counts what the repository holds. Nothing is estimated: reads the catalogues and the trailer of every pack.",
            "docs/verify.md says what each number is."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto stats -r /srv/v1",
            "  reducto stats -r /srv/v1 --at 117 --json"
        })
final class StatsCommand implements Callable<Integer> {
    private static final int FACTOR_DIGITS = 3;

    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Override
    public Integer call() throws Exception {
        try (OpenRepository open = repository.open();
                Snapshot snapshot = open.at(at)) {
            RepositoryStatistics counted;
            try (Progress progress = output.progress("stats", 0)) {
                counted = RepositoryStatistics.of(snapshot, progress::step);
            }
            Map<String, Object> fields = fields(counted);
            output.line(TextTable.of(fields), fields);
        }
        return ExitCode.OK.code();
    }

    private static Map<String, Object> fields(RepositoryStatistics counted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("commit", counted.commit());
        fields.put("objects", counted.objects());
        fields.put("versions", counted.versions());
        fields.put("logicalBytes", counted.logicalBytes());
        fields.put("chunks", counted.chunks());
        fields.put("uniqueChunkBytes", counted.contents().uniqueChunkBytes());
        fields.put("repeatedChunkBytes", counted.contents().repeatedChunkBytes());
        fields.put("metadataBytes", counted.contents().metadataBytes());
        fields.put("packs", counted.stored().packs());
        fields.put("packBytes", counted.stored().packBytes());
        fields.put("shards", counted.stored().shards());
        fields.put("shardBytes", counted.stored().shardBytes());
        fields.put("degradedStripes", counted.stored().degradedStripes());
        fields.put("dedupFactor", rounded(counted.dedupFactor()));
        fields.put("compressionFactor", rounded(counted.compressionFactor()));
        fields.put("overallFactor", rounded(counted.overallFactor()));
        Map<String, Object> runs = new LinkedHashMap<>();
        counted.runs()
                .forEach(
                        (kind, levels) -> {
                            Map<String, Object> row = new LinkedHashMap<>();
                            levels.forEach((level, count) -> row.put("level" + level, count));
                            runs.put(kind.name().toLowerCase(Locale.ROOT), row);
                        });
        fields.put("runs", runs);
        fields.put("lineages", counted.lineages());
        fields.put("retiredLineages", counted.retired());
        return fields;
    }

    private static BigDecimal rounded(double factor) {
        return BigDecimal.valueOf(factor).setScale(FACTOR_DIGITS, RoundingMode.HALF_UP);
    }
}
