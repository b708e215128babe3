package io.reducto.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.connectors.source.KafkaTopic;
import io.reducto.connectors.source.SegmentSource;
import io.reducto.connectors.source.SegmentTypes;
import io.reducto.operators.assemble.PackStager;
import io.reducto.operators.edge.Verdict;
import io.reducto.operators.edge.VerdictSerializer;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for a slow index stays within its budget, and everything arrives all the same. */
@Timeout(120)
class SlowIndexTest {
    private static final int BUDGET = 1 << 20;
    private static final int SEGMENTS = 40;
    private static final AtomicLong STAGED = new AtomicLong();

    @Test
    void waitingBytesObeyTheirBudget() throws Exception {
        InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        reporter.addToConfiguration(settings);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        EnginePromises.set(environment);
        SingleOutputStreamOperator<Received> segments =
                environment
                        .fromSequence(0, SEGMENTS - 1)
                        .map(new RandomSegments())
                        .returns(SegmentTypes.RECEIVED);
        job().define(
                        segments,
                        verdicts -> verdicts.map(new Slowly()).returns(VerdictSerializer.TYPE));
        STAGED.set(0);

        JobClient job = environment.executeAsync();
        long most = 0;
        while (!job.getJobStatus().get(60, TimeUnit.SECONDS).isGloballyTerminalState()) {
            most = Math.max(most, waiting(reporter, job.getJobID()));
            Thread.onSpinWait();
        }
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        assertThat(most).isLessThanOrEqualTo(BUDGET).isGreaterThan(BUDGET / 2);
        assertThat(STAGED.get()).isGreaterThanOrEqualTo((long) SEGMENTS * Segment.CONTENT_BYTES);
    }

    private static long waiting(InMemoryReporter reporter, JobID job) {
        return reporter.findMetrics(job, "waitingBytes").values().stream()
                .mapToLong(gauge -> ((Number) ((Gauge<?>) gauge).getValue()).longValue())
                .max()
                .orElse(0);
    }

    private static IngestJob job() {
        return new IngestJob(
                SegmentSource.unbounded(new KafkaTopic("localhost:1", "none"), "none"),
                slots -> new Counting(),
                new DiscardingSink<>(),
                new DiscardingSink<>(),
                new IngestJob.Settings(
                        "fastcdc2020-v1:8k/16k/32k:n2",
                        BUDGET,
                        Duration.ofHours(24),
                        new LineageId(1, 2)));
    }

    /** Each is an object of its own. */
    private static final class RandomSegments implements MapFunction<Long, Received> {
        private static final long serialVersionUID = 1;

        @Override
        public Received map(Long number) {
            byte[] content = new byte[Segment.CONTENT_BYTES];
            new Random(number).nextBytes(content);
            UploadId upload = new UploadId("builds", "object-" + number, "1", "u");
            return new Received(
                    new Segment(upload, 0, true, Declaration.NONE, content),
                    new Position("segments", 0, number, number));
        }
    }

    /** An index that takes a millisecond for each answer. */
    private static final class Slowly implements MapFunction<Verdict, Verdict> {
        private static final long serialVersionUID = 1;

        @Override
        public Verdict map(Verdict verdict) throws InterruptedException {
            Thread.sleep(1);
            return verdict;
        }
    }

    private static final class Counting implements PackStager {
        @Override
        public void begin(LineageId lineage, long epoch) {}

        @Override
        public void add(int kind, ChunkId id, byte[] bytes, int offset, int length) {
            STAGED.addAndGet(length);
        }

        @Override
        public byte[] finish(long checkpoint) {
            return new byte[0];
        }

        @Override
        public Written written() {
            return new Written(0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }
}
