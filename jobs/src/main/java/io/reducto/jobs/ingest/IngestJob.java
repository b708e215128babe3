package io.reducto.jobs.ingest;

import io.reducto.codec.LineageId;
import io.reducto.connectors.source.AdmitFunction;
import io.reducto.connectors.source.Arrival;
import io.reducto.connectors.source.RejectedSink;
import io.reducto.connectors.source.SegmentSource;
import io.reducto.operators.assemble.AssembleOperator;
import io.reducto.operators.assemble.PackStager;
import io.reducto.operators.chunk.ChunkFunction;
import io.reducto.operators.chunk.VersionKey;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.HandedOverSerializer;
import io.reducto.operators.edge.Question;
import io.reducto.operators.edge.Verdict;
import io.reducto.operators.edge.VerdictSerializer;
import io.reducto.operators.index.IndexFunction;
import io.reducto.schemas.segment.Received;
import io.reducto.state.type.ChunkIdSerializer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The path of a byte, inward:
 *
 * <pre>
 * segments → admit ══▶ chunk ──────── entries (local edge) ───────▶ assemble → commit (p = 1) → catalog
 *               │        │ questions (ids)                ▲ verdicts   descriptors
 *               │        ╰─────────▶ index ───────────────╯
 *               ╰────────┴─────────▶ rejected
 * </pre>
 *
 * <p>Entries go forward in memory, inside one process; verdicts go back to the subtask that asked.
 * Uids are part of savepoints: {@code segments, admit, chunk, index, assemble, commit, rejected}.
 */
public final class IngestJob {
    /** Keys of the index are spread over so many groups, for ever: the limit of parallelism. */
    public static final int PARALLELISM_MAX = 128;

    private static final String LOCAL_EDGE = "bytes";

    private final Source<Arrival, ?, ?> segments;
    private final PackStager.Factory stagers;
    private final Sink<byte[]> repository;
    private final Sink<byte[]> rejected;
    private final Settings settings;

    /**
     * What the job itself wants to know.
     *
     * @param chunking text of the repository's chunking spec
     * @param waitingBytes that may wait for verdicts in each subtask
     * @param openObjectTimeout after which an upload is given up when nothing comes
     * @param newborn lineage of the job if it starts without state
     */
    public record Settings(
            String chunking, int waitingBytes, Duration openObjectTimeout, LineageId newborn) {}

    /**
     * A job.
     *
     * @param segments where segments come from
     * @param stagers where fresh entries go
     * @param repository takes the stagers' descriptors, commits, and tells what was entered
     * @param rejected takes messages of {@code RejectionCodec}
     */
    public IngestJob(
            Source<Arrival, ?, ?> segments,
            PackStager.Factory stagers,
            Sink<byte[]> repository,
            Sink<byte[]> rejected,
            Settings settings) {
        this.segments = segments;
        this.stagers = stagers;
        this.repository = repository;
        this.rejected = rejected;
        this.settings = settings;
    }

    /** Adds the job to {@code environment}. */
    public void define(StreamExecutionEnvironment environment) {
        environment.setMaxParallelism(PARALLELISM_MAX);
        define(SegmentSource.admitted(environment, segments), UnaryOperator.identity());
    }

    /** Adds what comes after the gate; {@code way} is that of verdicts to the assembler. */
    void define(
            SingleOutputStreamOperator<Received> admitted, UnaryOperator<DataStream<Verdict>> way) {
        SingleOutputStreamOperator<HandedOver> entries = chunk(admitted);
        DataStream<Verdict> verdicts =
                way.apply(index(entries.getSideOutput(ChunkFunction.QUESTIONS)));
        assemble(entries, verdicts)
                .sinkTo(repository)
                .name("commit")
                .uid("commit")
                .setParallelism(1);
        admitted.getSideOutput(AdmitFunction.REJECTED)
                .union(entries.getSideOutput(ChunkFunction.REJECTED))
                .sinkTo(rejected)
                .name(RejectedSink.NAME)
                .uid(RejectedSink.NAME);
    }

    private SingleOutputStreamOperator<HandedOver> chunk(DataStream<Received> admitted) {
        SingleOutputStreamOperator<HandedOver> entries =
                admitted.keyBy(received -> VersionKey.of(received.segment().upload()), Types.STRING)
                        .process(
                                new ChunkFunction(
                                        settings.chunking(),
                                        settings.waitingBytes(),
                                        settings.openObjectTimeout()),
                                HandedOverSerializer.TYPE)
                        .name("chunk")
                        .uid("chunk");
        entries.getTransformation().setCoLocationGroupKey(LOCAL_EDGE);
        return entries;
    }

    private static DataStream<Verdict> index(DataStream<Question> questions) {
        return questions
                .keyBy(Question::id, ChunkIdSerializer.TYPE)
                .process(new IndexFunction(), VerdictSerializer.TYPE)
                .name("index")
                .uid("index");
    }

    // The partitioner makes Flink refuse unaligned checkpoints, which would break the assembler.
    private DataStream<byte[]> assemble(
            SingleOutputStreamOperator<HandedOver> entries, DataStream<Verdict> verdicts) {
        SingleOutputStreamOperator<byte[]> descriptors =
                entries.forward()
                        .connect(
                                verdicts.partitionCustom(
                                        (Integer subtask, int count) -> subtask, Verdict::subtask))
                        .transform(
                                "assemble",
                                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
                                new AssembleOperator(
                                        settings.newborn(), settings.waitingBytes(), stagers))
                        .uid("assemble");
        descriptors.getTransformation().setCoLocationGroupKey(LOCAL_EDGE);
        return descriptors;
    }
}
