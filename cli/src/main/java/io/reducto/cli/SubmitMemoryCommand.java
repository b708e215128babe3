package io.reducto.cli;

import io.reducto.cli.submit.JobSubmission;
import io.reducto.cli.submit.MemoryTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto submit memory}. */
@Command(
        name = "memory",
        description = {
            "Runs the memory job: lines of a topic and Git remotes become one memory.",
            "Makes the topics where they are missing, and returns when the job runs.",
            "What stands behind -- is for the job itself, such as -- --every PT5S or -- --secrets mask."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto submit memory --remote ssh://git@host/team-memory.git",
            "  reducto submit memory --remote https://host/team.git#notes --dashboard http://flink:8081 --bootstrap-servers kafka:9092",
            "  kcat -P -b localhost:9092 -t memory-entries -H source=laptop < memory/hosts/laptop.jsonl",
            "  kcat -C -b localhost:9092 -t memory-unified -e"
        })
final class SubmitMemoryCommand implements Callable<Integer> {
    private static final String ENTRY = "io.reducto.jobs.memory.MemoryMerge";

    @Mixin private SubmissionOptions submission = new SubmissionOptions();

    @Option(
            names = "--remote",
            paramLabel = "URL[#BRANCH]",
            description = {
                "A Git remote that takes part; may be repeated. The branch is that of the remote's HEAD unless it is named.",
                "Credentials are those of git on the TaskManagers."
            })
    private List<String> remotes = new ArrayList<>();

    @Option(
            names = "--entries",
            paramLabel = "TOPIC",
            description = "Where lines come from. Default: ${DEFAULT-VALUE}.")
    private String entries = MemoryTopics.CUSTOMARY.entries();

    @Option(
            names = "--partitions",
            paramLabel = "COUNT",
            description = "Of that topic, if it has to be made. Default: ${DEFAULT-VALUE}.")
    private int partitions = MemoryTopics.CUSTOMARY.partitions();

    @Option(
            names = "--unified",
            paramLabel = "TOPIC",
            description = "Where the merged memory is told, compacted. Default: ${DEFAULT-VALUE}.")
    private String unified = MemoryTopics.CUSTOMARY.unified();

    @Option(
            names = "--rejected",
            paramLabel = "TOPIC",
            description = "Where what is not taken is told. Default: ${DEFAULT-VALUE}.")
    private String rejected = MemoryTopics.CUSTOMARY.rejected();

    @Override
    public Integer call() throws Exception {
        MemoryTopics topics = topics();
        String brokers = submission.brokers();
        Path jar = SubmissionOptions.jar();
        topics.createMissing(brokers, line -> submission.output().note("reducto: " + line));
        submission.submit(
                new JobSubmission(
                        ENTRY,
                        arguments(brokers),
                        submission.parallelism(),
                        submission.savepoint()),
                jar);
        return ExitCode.OK.code();
    }

    private MemoryTopics topics() {
        try {
            return new MemoryTopics(entries, partitions, unified, rejected);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private List<String> arguments(String brokers) {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-servers", brokers));
        remotes.forEach(remote -> arguments.addAll(List.of("--remote", remote)));
        arguments.addAll(List.of("--entries", entries));
        arguments.addAll(List.of("--unified", unified));
        arguments.addAll(List.of("--rejected", rejected));
        arguments.addAll(submission.more());
        return arguments;
    }
}
