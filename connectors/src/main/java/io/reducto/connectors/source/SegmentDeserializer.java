package io.reducto.connectors.source;

import io.reducto.schemas.segment.MessageException;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.SegmentHeader;
import io.reducto.schemas.segment.SegmentMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Arrival} per message, whatever its bytes are: it never throws on bad input, since a
 * source that throws would read the same message for ever.
 *
 * <p>Has no state; the content of a plain segment is the array of the record, not a copy.
 */
public final class SegmentDeserializer implements KafkaRecordDeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1L;

    private static final byte[] NO_BYTES = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Arrival> out) {
        out.collect(read(message));
    }

    /** What {@code message} is. */
    public static Arrival read(ConsumerRecord<byte[], byte[]> message) {
        Position position =
                new Position(
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        message.timestamp());
        try {
            // Kafka's value is null for a tombstone, which its types do not say.
            byte @Nullable [] value = message.value();
            return new Arrival.Taken(
                    new Received(
                            SegmentMessage.parse(headers(message), Optional.ofNullable(value)),
                            position));
        } catch (MessageException e) {
            return new Arrival.Refused(e.at(position));
        }
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return SegmentTypes.ARRIVAL;
    }

    private static List<SegmentHeader> headers(ConsumerRecord<byte[], byte[]> message) {
        List<SegmentHeader> headers = new ArrayList<>();
        for (Header header : message.headers()) {
            byte @Nullable [] value = header.value();
            headers.add(new SegmentHeader(header.key(), value == null ? NO_BYTES : value));
        }
        return headers;
    }
}
