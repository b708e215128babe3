package io.reducto.jobs.ingest;

import io.reducto.codec.LineageId;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.connectors.catalog.KafkaCatalogEvents;
import io.reducto.connectors.sink.Commits;
import io.reducto.connectors.sink.RepositorySink;
import io.reducto.connectors.sink.RepositoryTarget;
import io.reducto.connectors.source.Arrival;
import io.reducto.connectors.source.KafkaTopic;
import io.reducto.connectors.source.RejectedSink;
import io.reducto.connectors.source.SegmentSource;
import io.reducto.connectors.source.TopicCheck;
import io.reducto.connectors.source.TopicException;
import io.reducto.jobs.engine.NativeLibraries;
import io.reducto.jobs.engine.RefusedException;
import java.security.SecureRandom;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * Submits the ingest job: reads options, refuses what would break a promise, and hands the job its
 * source and its sinks.
 *
 * <pre>ingest --volume /data/v1 --bootstrap-servers localhost:9092</pre>
 */
public final class Ingest {
    private static final String JOB_NAME = "reducto ingest";

    private Ingest() {}

    /** Entry of the job's jar; {@code --help} says what it takes. */
    public static void main(String[] args) throws Exception {
        CommandLine command = new CommandLine(new IngestOptions());
        IngestOptions options = options(command, args);
        if (command.isUsageHelpRequested()) {
            command.usage(command.getOut());
            return;
        }
        submit(options, StreamExecutionEnvironment.getExecutionEnvironment());
    }

    static IngestOptions options(CommandLine command, String[] args) {
        command.parseArgs(args);
        return command.getCommand();
    }

    private static void submit(IngestOptions options, StreamExecutionEnvironment environment)
            throws Exception {
        EnginePromises.set(environment);
        ChunkingSpec chunking =
                RepositoryPromises.require(options.address(), environment.getConfiguration());
        EnginePromises.require(environment, options.waitingBytes, chunking);
        NativeLibraries.require();
        requireTopics(options);
        job(options, chunking).define(environment);
        environment.execute(JOB_NAME);
    }

    private static void requireTopics(IngestOptions options)
            throws RefusedException, InterruptedException {
        try {
            TopicCheck.segments(options.segmentsTopic());
            TopicCheck.exists(options.rejectedTopic());
            TopicCheck.catalog(options.catalogTopic());
        } catch (TopicException e) {
            throw new RefusedException("refused: " + e.getMessage(), e);
        }
    }

    private static IngestJob job(IngestOptions options, ChunkingSpec chunking) {
        KafkaTopic topic = options.segmentsTopic();
        Source<Arrival, ?, ?> segments =
                options.isBounded
                        ? SegmentSource.bounded(topic, options.group)
                        : SegmentSource.unbounded(topic, options.group);
        RepositoryTarget target = new RepositoryTarget(options.address(), options.tier);
        SecureRandom random = new SecureRandom();
        return new IngestJob(
                segments,
                new StagerOfRepository.Opening(target),
                new RepositorySink(
                        target,
                        Commits.DEFAULT,
                        new KafkaCatalogEvents.Factory(options.catalogTopic())),
                RejectedSink.of(options.rejectedTopic()),
                new IngestJob.Settings(
                        chunking.toString(),
                        options.waitingBytes,
                        options.openObjectTimeout,
                        new LineageId(random.nextLong(), random.nextLong())));
    }
}
