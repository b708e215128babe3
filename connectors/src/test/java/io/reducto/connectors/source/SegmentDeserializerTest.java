package io.reducto.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionReason;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.SegmentHeaders;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class SegmentDeserializerTest {
    private static final Position POSITION = new Position("segments", 2, 99, 1_790_000_000_000L);

    @Test
    void bothFormsGiveTheSameSegment() {
        Segment segment = SampleArrivals.BARE.segment();
        Headers headers = new RecordHeaders().add("traceparent", new byte[] {1});
        SegmentHeaders.print(segment).forEach(h -> headers.add(h.name(), h.value()));
        Received expected = new Received(segment, POSITION);
        assertThat(SegmentDeserializer.read(message(headers, segment.content())))
                .usingRecursiveComparison()
                .isEqualTo(new Arrival.Taken(expected));
        assertThat(
                        SegmentDeserializer.read(
                                message(new RecordHeaders(), SegmentCodec.encode(segment))))
                .usingRecursiveComparison()
                .isEqualTo(new Arrival.Taken(expected));
    }

    @Test
    void badInputBecomesARejectionWithItsPosition() {
        Rejection tombstone = refused(message(new RecordHeaders(), null));
        assertThat(tombstone.reason()).isEqualTo(RejectionReason.MALFORMED);
        assertThat(tombstone.position()).isEqualTo(POSITION);
        assertThat(refused(message(new RecordHeaders(), new byte[] {1, 2})).reason())
                .isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        Headers without = new RecordHeaders().add("reducto-dataset", null);
        Rejection noValue = refused(message(without, new byte[0]));
        assertThat(noValue.expected()).contains("header reducto-dataset");
        assertThat(noValue.found()).isEqualTo("0 bytes");
    }

    /** Whatever the bytes are: an arrival. */
    @Test
    void nothingMakesItThrow(Seed seed) {
        byte[] valid = SegmentCodec.encode(SampleArrivals.FULL.segment());
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = valid.clone();
            for (int flips = seed.between(1, 9); flips > 0; flips--) {
                bytes[seed.between(0, bytes.length)] = (byte) seed.between(0, 256);
            }
            Headers headers = new RecordHeaders();
            for (int count = seed.between(0, 4); count > 0; count--) {
                headers.add(
                        seed.random().nextBoolean() ? "reducto-seq" : "x",
                        seed.bytes(seed.between(0, 40)));
            }
            refused +=
                    SegmentDeserializer.read(message(headers, bytes)) instanceof Arrival.Refused
                            ? 1
                            : 0;
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static Rejection refused(ConsumerRecord<byte[], byte[]> message) {
        Arrival arrival = SegmentDeserializer.read(message);
        assertThat(arrival).isInstanceOf(Arrival.Refused.class);
        return ((Arrival.Refused) arrival).rejection();
    }

    @SuppressWarnings("NullAway") // a tombstone's value is null, which Kafka's types do not say
    private static ConsumerRecord<byte[], byte[]> message(
            Headers headers, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                POSITION.topic(),
                POSITION.partition(),
                POSITION.offset(),
                POSITION.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value == null ? -1 : value.length,
                "key".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
