package io.reducto.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.schemas.segment.UploadId;
import io.reducto.testkit.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class PublisherTest {
    private static final InputStream NOTHING = InputStream.nullInputStream();
    private static final int PIECE = Segment.CONTENT_BYTES;

    @TempDir Path folder;

    private final MockProducer<byte[], byte[]> producer = producer(true);
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Published> done = new ArrayList<>();
    private final Publisher publisher =
            new Publisher(producer, "segments", acknowledged::addAndGet, done::add);

    @Test
    void everyLengthAroundAPieceComesBack(Seed seed) throws Exception {
        int[] lengths = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5};
        for (int length : lengths) {
            byte[] content = seed.bytes(length);
            producer.clear();
            publish(upload("o" + length), file(content));
            publisher.flush();
            List<Segment> segments = sent();
            assertThat(segments).hasSize(Math.max(1, (length + PIECE - 1) / PIECE));
            assertThat(joined(segments)).isEqualTo(content);
            for (int i = 0; i < segments.size(); i++) {
                boolean isLast = i == segments.size() - 1;
                assertThat(segments.get(i).ordinal()).isEqualTo(i);
                assertThat(segments.get(i).isLast()).isEqualTo(isLast);
                assertThat(segments.get(i).declared().length().isPresent()).isEqualTo(isLast);
            }
            byte[] root = Blake3.hash(content, 0, length);
            Segment last = segments.get(segments.size() - 1);
            assertThat(last.declared().length()).hasValue(length);
            assertThat(last.declared().blake3().orElseThrow()).isEqualTo(root);
            Published published = done.get(done.size() - 1);
            assertThat(published.bytes()).isEqualTo(length);
            assertThat(published.segments()).isEqualTo(segments.size());
            assertThat(published.blake3()).isEqualTo(HexFormat.of().formatHex(root));
        }
        assertThat(acknowledged).hasValue(Arrays.stream(lengths).asLongStream().sum());
    }

    @Test
    void standardInputIsReadToItsEndAndLeftOpen() throws Exception {
        byte[] text = "abc".getBytes(StandardCharsets.UTF_8);
        InputStream input =
                new ByteArrayInputStream(text) {
                    @Override
                    public void close() {
                        throw new AssertionError("not ours");
                    }
                };
        publisher.publish(upload("stream"), new Content("stream", Optional.empty()), input);
        publisher.flush();
        assertThat(joined(sent())).isEqualTo(text);
        assertThat(done.get(0).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void theKeyKeepsAnObjectTogetherAndLaterSegmentsFollowTheFirst(Seed seed) throws Exception {
        publish(upload("Büro"), file(seed.bytes(2 * PIECE + 1)));
        publisher.flush();
        List<ProducerRecord<byte[], byte[]>> records = producer.history();
        assertThat(records)
                .hasSize(3)
                .allSatisfy(
                        record ->
                                assertThat(new String(record.key(), StandardCharsets.UTF_8))
                                        .isEqualTo("builds\0Büro"));
        assertThat(records.get(0).partition()).isNull();
        assertThat(records.get(1).partition()).isEqualTo(done.get(0).place().partition());
        assertThat(records.get(2).partition()).isEqualTo(done.get(0).place().partition());
        assertThat(done.get(0).place().lastOffset() - done.get(0).place().firstOffset())
                .isEqualTo(2);
    }

    @Test
    void aFileThatChangesIsNotFinished(Seed seed) throws Exception {
        Content file = file(seed.bytes(PIECE + 1000));
        Path path = file.file().orElseThrow();
        try (OpenContent open = file.open(NOTHING)) {
            open.first();
            Files.write(path, seed.bytes(PIECE + 1001));
            open.next();
            assertThat(open.isLast()).isTrue();
            assertThatThrownBy(() -> open.checkUnchanged(PIECE + 1001))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("expected %d bytes".formatted(PIECE + 1000));
        }
    }

    @Test
    void nothingIsSentBehindAFailure(Seed seed) throws Exception {
        MockProducer<byte[], byte[]> failing = producer(false);
        Publisher failed = new Publisher(failing, "segments", bytes -> {}, done::add);
        failed.publish(upload("first"), file(seed.bytes(10)), NOTHING);
        assertThat(failing.errorNext(new RecordTooLargeException("too large"))).isTrue();
        assertThatThrownBy(() -> failed.publish(upload("next"), file(seed.bytes(10)), NOTHING))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("too large");
        assertThat(failing.history()).hasSize(1);
        assertThatThrownBy(failed::flush)
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("builds/first@1 upload");
        assertThat(done).isEmpty();
    }

    @Test
    void pathsBecomeNames(Seed seed) throws Exception {
        Path sub = Files.createDirectories(folder.resolve("out/sub"));
        Files.write(sub.resolve("Büro.txt"), seed.bytes(1));
        Files.write(folder.resolve("out/a"), seed.bytes(2));
        Files.createSymbolicLink(folder.resolve("out/link"), folder.resolve("out/a"));
        List<String> names = new ArrayList<>();
        List<Path> leftOut = new ArrayList<>();
        new ContentList(List.of(folder.resolve("out").toString()), Optional.empty())
                .forEach(content -> names.add(content.object()), leftOut::add);
        assertThat(names).containsExactlyInAnyOrder("sub/Büro.txt", "a");
        assertThat(leftOut).containsExactly(folder.resolve("out/link"));

        refused("standard input has no name", Optional.empty(), "-");
        refused("--object names one object", Optional.of("x"), "-", "y");
        refused("is not there", Optional.empty(), folder.resolve("none").toString());
        refused("is a folder", Optional.of("x"), sub.toString());
        ContentList twice =
                new ContentList(
                        List.of(
                                folder.resolve("out").toString(),
                                folder.resolve("out/a").toString()),
                        Optional.empty());
        assertThatThrownBy(twice::checkNames).hasMessageContaining("a second object 'a'");
    }

    private static void refused(String why, Optional<String> name, String... paths) {
        assertThatThrownBy(() -> new ContentList(List.of(paths), name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private void publish(UploadId upload, Content content) throws Exception {
        publisher.publish(upload, content, NOTHING);
    }

    private Content file(byte[] content) throws IOException {
        Path file = Files.createTempFile(folder, "content", "");
        return new Content("any", Optional.of(Files.write(file, content)));
    }

    private List<Segment> sent() throws Exception {
        List<Segment> segments = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            segments.add(SegmentCodec.decode(record.value()));
        }
        return segments;
    }

    private static byte[] joined(List<Segment> segments) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        segments.forEach(segment -> joined.writeBytes(segment.content()));
        return joined.toByteArray();
    }

    private static UploadId upload(String object) {
        return new UploadId("builds", object, "1", "u");
    }

    private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
        Node[] none = {};
        List<PartitionInfo> partitions =
                List.of(
                        new PartitionInfo("segments", 0, Node.noNode(), none, none),
                        new PartitionInfo("segments", 1, Node.noNode(), none, none));
        Cluster cluster = new Cluster("test", List.of(), partitions, Set.of(), Set.of());
        return new MockProducer<>(
                cluster, acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
