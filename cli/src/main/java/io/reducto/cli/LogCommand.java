package io.reducto.cli;

import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.log.CommitLog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto log}: the chain of commits. */
@Command(
        name = "log",
        description = "Lists commits, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto log -r /srv/v1 -n 5"})
final class LogCommand implements Callable<Integer> {
    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            description = "How many at most. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private long count;

    @Override
    public Integer call() throws Exception {
        try (OpenRepository open = repository.open()) {
            CommitLog log = open.repository().log();
            long last = log.headNumber();
            for (long n = last; n > Math.max(0, last - count) && !output.isBroken(); n--) {
                print(log.read(n).record());
            }
        }
        return ExitCode.OK.code();
    }

    private void print(CommitRecord record) {
        Instant time = Instant.ofEpochMilli(record.time());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("commit", record.number());
        fields.put("generation", record.generation());
        fields.put("time", time.toString());
        fields.put("kind", record.kind().name());
        record.origin().ifPresent(origin -> fields.put("lineage", "" + origin.lineage()));
        record.origin().ifPresent(origin -> fields.put("checkpoint", origin.checkpoint()));
        fields.put("runs", record.runs().size());
        String origin = record.origin().map(Object::toString).orElse("");
        output.line(
                "%8d  %s  %-10s %s".formatted(record.number(), time, record.kind(), origin),
                fields);
    }
}
