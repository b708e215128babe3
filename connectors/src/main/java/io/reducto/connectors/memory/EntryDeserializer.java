package io.reducto.connectors.memory;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.client.SourceReplica;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Place;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.memory.file.LineReader;
import io.reducto.memory.secret.AllowList;
import io.reducto.memory.secret.SecretPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Arrived} per message, whatever its bytes are: it never throws on bad input, since a
 * source that throws would read the same message for ever.
 *
 * <p>What a message becomes depends on it and its place alone: read again, in whatever order, it is
 * the same write.
 */
public final class EntryDeserializer implements KafkaRecordDeserializationSchema<Arrived> {
    /** The header that says who has sent an entry. */
    public static final String SOURCE = "source";

    private static final String UNNAMED = "entry";

    /** A source says that it has written all its dots up to here once in so many offsets. */
    private static final long SAYS_EVERY = 1_024;

    private static final long MILLIS_MAX = (1L << 47) - 1;
    private static final long serialVersionUID = 1L;

    private final String topicId;
    private final SecretPolicy secrets;
    private transient @Nullable LineReader lines;
    private transient @Nullable SecretGate gate;

    /**
     * Reads messages of one topic.
     *
     * @param topicId the first digits of Kafka's id of it: a topic that is made anew has other
     *     messages at the same offsets
     * @param secrets what becomes of an entry in which a secret is found
     */
    public EntryDeserializer(String topicId, SecretPolicy secrets) {
        this.topicId = topicId;
        this.secrets = secrets;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Arrived> out) {
        out.collect(read(message));
    }

    Arrived read(ConsumerRecord<byte[], byte[]> message) {
        // Kafka's value is null for a tombstone, which its types do not say.
        byte @Nullable [] value = message.value();
        if (value == null) {
            return refused(
                    message,
                    "a message without a value removes nothing; send the line of a tombstone",
                    new byte[0]);
        }
        if (lines == null) {
            lines = new LineReader();
        }
        LineReader.Read read = lines.read(value);
        if (read instanceof LineReader.Read.Part part) {
            return new Arrived.Part(part.state());
        }
        if (read instanceof LineReader.Read.Plain plain) {
            return plain(message, plain.entry());
        }
        return refused(message, ((LineReader.Read.Refused) read).reason(), value);
    }

    private static Arrived refused(
            ConsumerRecord<byte[], byte[]> message, String reason, byte[] bytes) {
        return new Arrived.Refused(Rejection.ofBytes(place(message), reason, bytes));
    }

    private Arrived plain(ConsumerRecord<byte[], byte[]> message, Entry entry) {
        if (gate == null) {
            gate = new SecretGate(secrets, AllowList.parse(""));
        }
        Place place = new Place(place(message), 0, 1);
        SecretGate.Passed passed = gate.pass(List.of(new PlacedEntry(place, entry)));
        if (passed.entries().isEmpty()) {
            return new Arrived.Refused(
                    Rejection.withoutBytes(
                            place(message),
                            "a secret was found in it: " + passed.held().get(0).findings()));
        }
        return new Arrived.Part(write(message, passed.entries().get(0)));
    }

    private ObservedRemoveMap write(ConsumerRecord<byte[], byte[]> message, Entry entry) {
        ReplicaId own = new ReplicaId(topicId + "-" + message.partition());
        ReplicaId replica = SourceReplica.of(source(message), own);
        VersionVector seen =
                message.offset() == 0
                        ? VersionVector.EMPTY
                        : VersionVector.of(Map.of(replica, message.offset()));
        HybridTime time = new HybridTime(Math.min(Math.max(message.timestamp(), 0), MILLIS_MAX), 0);
        Dot dot = new Dot(replica, message.offset() + 1);
        Write write = Write.ofValue(entry.key(), dot, time, seen, entry.value());
        return ObservedRemoveMap.of(
                List.of(write),
                complete(replica, message.offset()),
                Set.of(replica),
                VersionVector.EMPTY);
    }

    /**
     * What lies before a message will never change: dots that no write has by then are no writes.
     * Rounded, so that it is said rarely, and by each message the same.
     */
    private static Map<ReplicaId, VersionVector> complete(ReplicaId replica, long offset) {
        long last = offset / SAYS_EVERY * SAYS_EVERY;
        return last == 0 ? Map.of() : Map.of(replica, VersionVector.of(Map.of(replica, last)));
    }

    private static String source(ConsumerRecord<byte[], byte[]> message) {
        Header header = message.headers().lastHeader(SOURCE);
        return header == null || header.value() == null
                ? UNNAMED
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return "topic %s, partition %d, offset %d"
                .formatted(message.topic(), message.partition(), message.offset());
    }

    @Override
    public TypeInformation<Arrived> getProducedType() {
        return ArrivedSerializer.TYPE;
    }
}
