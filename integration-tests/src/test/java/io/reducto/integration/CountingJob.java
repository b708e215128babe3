package io.reducto.integration;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The least job that runs for ever, has state and takes checkpoints. Argument: its name. */
public final class CountingJob {
    private CountingJob() {}

    /** Called by the cluster. */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(
                        new NumberSequenceSource(0, Long.MAX_VALUE),
                        WatermarkStrategy.noWatermarks(),
                        "Count")
                .uid("count")
                .map(new Slowly())
                .returns(Types.LONG)
                .name("Slowly")
                .uid("slowly")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        env.execute(arguments[0]);
    }

    /** A thousand a second at most. */
    public static final class Slowly implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long number) throws InterruptedException {
            Thread.sleep(1);
            return number;
        }
    }
}
