package io.reducto.jobs.memory;

import io.reducto.connectors.memory.Arrived;
import io.reducto.connectors.memory.ArrivedSerializer;
import io.reducto.connectors.memory.FittingLines;
import io.reducto.connectors.memory.RemoteSink;
import io.reducto.connectors.memory.RemoteSource;
import io.reducto.connectors.memory.SortOutFunction;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.memory.sync.RemoteAddress;
import io.reducto.operators.memory.JoinFunction;
import io.reducto.operators.memory.ShownChange;
import io.reducto.operators.memory.ShownChangeSerializer;
import io.reducto.operators.memory.UnifyFunction;
import io.reducto.state.memory.RegisterSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The merge of memories as a stateful join; {@code docs/memory-job.md} has the picture.
 *
 * <p>Uids are part of savepoints: {@code entries, remotes, sort-out, join, unify, fitting, unified,
 * exchange, rejected}.
 */
public final class MemoryMergeJob {
    /** Keys are spread over so many groups, for ever: the limit of parallelism. */
    public static final int PARALLELISM_MAX = 128;

    private static final TypeInformation<Tuple2<String, byte[]>> LINE =
            Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE));

    private final Source<Arrived, ?, ?> entries;
    private final Remotes remotes;
    private final Sink<Tuple2<String, byte[]>> unified;
    private final Sink<byte[]> rejected;
    private final int messageBytesMax;

    /**
     * Git remotes that take part.
     *
     * @param addresses may be none
     * @param every how long to wait between two looks at one
     * @param isBounded whether to look once
     */
    public record Remotes(List<RemoteAddress> addresses, Duration every, boolean isBounded) {
        /** Copies the list. */
        public Remotes {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A job.
     *
     * @param entries where lines come from
     * @param unified takes digests and lines
     * @param messageBytesMax the longest message that {@code unified} takes
     * @param rejected takes what was not taken
     */
    public MemoryMergeJob(
            Source<Arrived, ?, ?> entries,
            Remotes remotes,
            Sink<Tuple2<String, byte[]>> unified,
            int messageBytesMax,
            Sink<byte[]> rejected) {
        this.entries = entries;
        this.remotes = remotes;
        this.unified = unified;
        this.messageBytesMax = messageBytesMax;
        this.rejected = rejected;
    }

    /** Adds the job to {@code environment}. */
    public void define(StreamExecutionEnvironment environment) {
        environment.setMaxParallelism(PARALLELISM_MAX);
        SingleOutputStreamOperator<Register> writes = sortOut(arrived(environment));
        SingleOutputStreamOperator<ShownChange> changes = join(writes);
        SingleOutputStreamOperator<Tuple2<String, byte[]>> lines = unify(changes);
        lines.sinkTo(unified).name("unified").uid("unified");
        if (!remotes.addresses().isEmpty()) {
            changes.getSideOutput(JoinFunction.NEWS)
                    .sinkTo(new RemoteSink(remotes.addresses(), remotes.every()))
                    .name("exchange")
                    .uid("exchange")
                    .setParallelism(1);
        }
        writes.getSideOutput(SortOutFunction.REJECTED)
                .union(lines.getSideOutput(SortOutFunction.REJECTED))
                .sinkTo(rejected)
                .name("rejected")
                .uid("rejected");
    }

    private DataStream<Arrived> arrived(StreamExecutionEnvironment environment) {
        DataStream<Arrived> fromTopic =
                environment
                        .fromSource(
                                entries,
                                WatermarkStrategy.noWatermarks(),
                                "entries",
                                ArrivedSerializer.TYPE)
                        .uid("entries");
        if (remotes.addresses().isEmpty()) {
            return fromTopic;
        }
        return fromTopic.union(
                environment
                        .fromSource(
                                new RemoteSource(
                                        remotes.addresses(), remotes.every(), remotes.isBounded()),
                                WatermarkStrategy.noWatermarks(),
                                "remotes",
                                ArrivedSerializer.TYPE)
                        .uid("remotes")
                        .setParallelism(1));
    }

    private static SingleOutputStreamOperator<Register> sortOut(DataStream<Arrived> arrived) {
        return arrived.process(new SortOutFunction(), RegisterSerializer.TYPE)
                .name("sort-out")
                .uid("sort-out");
    }

    private SingleOutputStreamOperator<ShownChange> join(
            SingleOutputStreamOperator<Register> writes) {
        DataStream<ObservedRemoveMap> progress = writes.getSideOutput(SortOutFunction.PROGRESS);
        return writes.keyBy(Register::key, Types.STRING)
                .connect(progress.broadcast(JoinFunction.PROGRESS))
                .process(
                        new JoinFunction(
                                remotes.addresses().stream().map(RemoteAddress::toString).toList()),
                        ShownChangeSerializer.TYPE)
                .name("join")
                .uid("join");
    }

    private SingleOutputStreamOperator<Tuple2<String, byte[]>> unify(
            SingleOutputStreamOperator<ShownChange> changes) {
        return changes.keyBy(ShownChange::content, Types.STRING)
                .process(new UnifyFunction(), LINE)
                .name("unify")
                .uid("unify")
                .process(new FittingLines(messageBytesMax), LINE)
                .name("fitting")
                .uid("fitting");
    }
}
