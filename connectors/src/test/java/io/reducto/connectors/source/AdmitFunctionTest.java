package io.reducto.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.RejectionReason;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AdmitFunctionTest {
    @Test
    @SuppressWarnings("try") // the harness's close() says that it may be interrupted
    void segmentsPassAndRejectionsGoAsideCounted() throws Exception {
        AdmitFunction function = new AdmitFunction();
        try (OneInputStreamOperatorTestHarness<Arrival, Received> harness =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function))) {
            harness.open();
            harness.processElement(SampleArrivals.TAKEN, 5);
            harness.processElement(SampleArrivals.REFUSED, 6);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .usingRecursiveComparison()
                    .isEqualTo(SampleArrivals.BARE);
            assertThat(harness.getSideOutput(AdmitFunction.REJECTED))
                    .singleElement()
                    .satisfies(
                            message -> {
                                assertThat(message.getTimestamp()).isEqualTo(6);
                                assertThat(
                                                new Arrival.Refused(
                                                        RejectionCodec.decode(message.getValue())))
                                        .isEqualTo(SampleArrivals.REFUSED);
                            });
            assertThat(function.rejected(RejectionReason.MALFORMED)).isEqualTo(1);
            assertThat(function.rejected(RejectionReason.SUPERSEDED)).isZero();
        }
    }
}
