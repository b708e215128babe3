package io.reducto.integration;

import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes versions that resemble each other, with everything that protocol 6 allows for: segments
 * of any size, segments that are sent twice, uploads that are given up half-way and begun again,
 * versions that are published twice. Keeps the digests of what must be found.
 *
 * <p>For one thread; {@link #published} for any.
 */
final class Feeder implements AutoCloseable {
    static final String DATA_SET = "builds";

    private static final int OBJECTS = 4;
    private static final int OBJECT_BYTES_MAX = 6 << 20;
    private static final int ACK_SECONDS = 300;

    private final String topic;
    private final SplittableRandom random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> published = new ConcurrentHashMap<>();
    private final byte[][] latest = new byte[OBJECTS][];
    private int uploads;

    Feeder(String bootstrapServers, String topic, SplittableRandom random) {
        this.topic = topic;
        this.random = random;
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("delivery.timeout.ms", Integer.toString(ACK_SECONDS * 1000));
        settings.put("max.block.ms", Integer.toString(ACK_SECONDS * 1000));
        settings.put("request.timeout.ms", "10000");
        settings.put("reconnect.backoff.max.ms", "1000");
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Root of each version that every broker has acknowledged, by {@code object@version}. */
    Map<String, String> published() {
        return published;
    }

    /** Publishes one version more, and waits until it is acknowledged. Returns its bytes. */
    int publishOne(String version) throws Exception {
        int number = random.nextInt(OBJECTS);
        String object = "object-" + number;
        byte[] content = next(number);
        if (random.nextInt(5) == 0) {
            List<Segment> lost = segments(upload(object, version), content);
            send(lost.subList(0, lost.size() - 1));
        }
        List<Segment> segments = segments(upload(object, version), content);
        send(segments);
        if (random.nextInt(5) == 0) {
            send(segments.subList(0, random.nextInt(segments.size() + 1)));
        }
        if (random.nextInt(10) == 0) {
            send(segments(upload(object, version), content));
        }
        published.put(object + "@" + version, hex(content));
        return content.length;
    }

    private UploadId upload(String object, String version) {
        return new UploadId(DATA_SET, object, version, "upload-" + uploads++);
    }

    private byte[] next(int number) {
        byte[] before = latest[number];
        byte[] content;
        if (before == null || random.nextInt(8) == 0) {
            content = new byte[random.nextInt(OBJECT_BYTES_MAX)];
            random.nextBytes(content);
        } else {
            content = edited(before);
        }
        latest[number] = content;
        return content;
    }

    /** The same with a piece cut out, and another put in. */
    private byte[] edited(byte[] before) {
        int at = random.nextInt(before.length + 1);
        byte[] piece = new byte[random.nextInt(200_000)];
        random.nextBytes(piece);
        int keepFrom = Math.min(before.length, at + random.nextInt(100_000));
        byte[] edited = Arrays.copyOf(before, at + piece.length + before.length - keepFrom);
        System.arraycopy(piece, 0, edited, at, piece.length);
        System.arraycopy(before, keepFrom, edited, at + piece.length, before.length - keepFrom);
        return edited;
    }

    /** An upload in segments of any size. */
    List<Segment> segments(UploadId upload, byte[] content) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        boolean isLast;
        do {
            int to = Math.min(content.length, from + 1 + random.nextInt(Segment.CONTENT_BYTES - 1));
            isLast = to == content.length;
            segments.add(
                    new Segment(
                            upload,
                            segments.size(),
                            isLast,
                            isLast ? declared(content) : Declaration.NONE,
                            Arrays.copyOfRange(content, from, to)));
            from = to;
        } while (!isLast);
        return segments;
    }

    private static Declaration declared(byte[] content) {
        return new Declaration(
                OptionalLong.of(content.length),
                Optional.of(Blake3.hash(content, 0, content.length)),
                Optional.empty());
    }

    /** Sends them, and waits until they are acknowledged. */
    void send(List<Segment> segments) throws Exception {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (Segment segment : segments) {
            byte[] key =
                    (DATA_SET + '\0' + segment.upload().object()).getBytes(StandardCharsets.UTF_8);
            acknowledgements.add(
                    producer.send(new ProducerRecord<>(topic, key, SegmentCodec.encode(segment))));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get(ACK_SECONDS, TimeUnit.SECONDS);
        }
    }

    static String hex(byte[] content) {
        return HexFormat.of().formatHex(Blake3.hash(content, 0, content.length));
    }

    @Override
    public void close() {
        producer.close();
    }
}
