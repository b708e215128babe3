package io.reducto.jobs.memory;

import io.reducto.connectors.memory.Arrived;
import io.reducto.connectors.memory.EntryDeserializer;
import io.reducto.connectors.memory.UnifiedSink;
import io.reducto.connectors.source.KafkaTopic;
import io.reducto.connectors.source.RejectedSink;
import io.reducto.connectors.source.StrictSource;
import io.reducto.connectors.source.TopicCheck;
import io.reducto.connectors.source.TopicException;
import io.reducto.jobs.engine.Checkpointing;
import io.reducto.jobs.engine.NativeLibraries;
import io.reducto.jobs.engine.RefusedException;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * Submits the memory job.
 *
 * <pre>memory --bootstrap-servers localhost:9092 --remote ssh://git@host/team-memory.git</pre>
 */
public final class MemoryMerge {
    private static final String JOB_NAME = "reducto memory";

    private MemoryMerge() {}

    /** Entry of the job; {@code --help} says what it takes. */
    public static void main(String[] args) throws Exception {
        CommandLine command =
                new CommandLine(new MemoryOptions()).setCaseInsensitiveEnumValuesAllowed(true);
        command.parseArgs(args);
        if (command.isUsageHelpRequested()) {
            command.usage(command.getOut());
            return;
        }
        submit(command.getCommand(), StreamExecutionEnvironment.getExecutionEnvironment());
    }

    private static void submit(MemoryOptions options, StreamExecutionEnvironment environment)
            throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        environment.configure(settings);
        List<String> broken = Checkpointing.broken(environment.getConfiguration());
        if (!broken.isEmpty()) {
            throw new RefusedException("refused: " + String.join("\nrefused: ", broken));
        }
        NativeLibraries.require();
        job(options).define(environment);
        environment.execute(JOB_NAME);
    }

    private static MemoryMergeJob job(MemoryOptions options)
            throws RefusedException, InterruptedException {
        KafkaTopic unified = options.topic(options.unified);
        KafkaTopic rejected = options.topic(options.rejected);
        try {
            TopicCheck.exists(rejected);
            int messageBytesMax = TopicCheck.unified(unified);
            return new MemoryMergeJob(
                    entries(options),
                    new MemoryMergeJob.Remotes(
                            options.addresses(), options.every, options.isBounded),
                    UnifiedSink.of(unified, messageBytesMax),
                    messageBytesMax,
                    RejectedSink.of(rejected));
        } catch (TopicException | IllegalArgumentException e) {
            throw new RefusedException("refused: " + e.getMessage(), e);
        }
    }

    private static Source<Arrived, ?, ?> entries(MemoryOptions options)
            throws TopicException, InterruptedException {
        KafkaTopic topic = options.topic(options.entries);
        EntryDeserializer messages =
                new EntryDeserializer(TopicCheck.entries(topic), options.secrets);
        return options.isBounded
                ? StrictSource.bounded(topic, options.group, messages)
                : StrictSource.unbounded(topic, options.group, messages);
    }
}
