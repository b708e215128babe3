package io.reducto.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Segment;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class SerializersTest {
    private static final TypeSerializer<Received> RECEIVED =
            SegmentTypes.RECEIVED.createSerializer(new SerializerConfigImpl());

    private static final TypeSerializer<Arrival> ARRIVAL =
            SegmentTypes.ARRIVAL.createSerializer(new SerializerConfigImpl());

    @Test
    void goldenBytesAreReadAndWrittenAgain() throws Exception {
        golden(RECEIVED, "received/v1/bare.bin", SampleArrivals.BARE);
        golden(RECEIVED, "received/v1/full.bin", SampleArrivals.FULL);
        golden(ARRIVAL, "arrival/v1/taken.bin", SampleArrivals.TAKEN);
        golden(ARRIVAL, "arrival/v1/refused.bin", SampleArrivals.REFUSED);
    }

    @Test
    void bytesAreForwardedAndValuesAreShared(Seed seed) throws Exception {
        Segment sample = SampleArrivals.FULL.segment();
        Received large =
                new Received(
                        new Segment(
                                sample.upload(),
                                7,
                                false,
                                sample.declared(),
                                seed.bytes(Segment.CONTENT_BYTES)),
                        SampleArrivals.POSITION);
        byte[] bytes = write(RECEIVED, large);
        assertThat(bytes.length).isLessThan(Segment.CONTENT_BYTES + 256);
        DataOutputSerializer forwarded = new DataOutputSerializer(64);
        RECEIVED.copy(new DataInputDeserializer(bytes), forwarded);
        assertThat(forwarded.getCopyOfBuffer()).isEqualTo(bytes);
        assertThat(RECEIVED.isImmutableType()).isTrue();
        assertThat(RECEIVED.copy(large)).isSameAs(large);
    }

    @Test
    void severalValuesFollowEachOther() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        ARRIVAL.serialize(SampleArrivals.REFUSED, out);
        ARRIVAL.serialize(SampleArrivals.TAKEN, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(ARRIVAL.deserialize(in)).isEqualTo(SampleArrivals.REFUSED);
        assertThat(ARRIVAL.deserialize(in))
                .usingRecursiveComparison()
                .isEqualTo(SampleArrivals.TAKEN);
        assertThat(in.available()).isZero();
    }

    @Test
    void snapshotsRestoreTheirSerializer() throws Exception {
        restored(RECEIVED);
        restored(ARRIVAL);
        assertThatThrownBy(
                        () ->
                                new ReceivedSerializer.Snapshot()
                                        .readSnapshot(
                                                2,
                                                new DataInputDeserializer(),
                                                getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected version 1, found 2");
    }

    @Test
    void damagedBytesAreRefused() throws Exception {
        byte[] bytes = write(RECEIVED, SampleArrivals.BARE);
        bytes[bytes.length - 12 - 3] = 0x7f;
        assertThatThrownBy(() -> read(RECEIVED, bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("segments:3@4711")
                .hasMessageContaining("expected content of 0 to 16777216 bytes");
        assertThatThrownBy(() -> read(RECEIVED, Arrays.copyOf(bytes, 40)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(ARRIVAL, new byte[] {2}))
                .hasMessage("arrival: expected kind 0 or 1, found 2");
    }

    @Test
    void typesAreNeitherGenericNorKeys() {
        assertThat(SegmentTypes.RECEIVED.isKeyType()).isFalse();
        assertThat(SegmentTypes.RECEIVED.getTypeClass()).isEqualTo(Received.class);
        assertThat(SegmentTypes.RECEIVED).isNotEqualTo(SegmentTypes.ARRIVAL);
        assertThat(new SegmentDeserializer().getProducedType()).isEqualTo(SegmentTypes.ARRIVAL);
    }

    private static <T> void golden(TypeSerializer<T> serializer, String path, T value)
            throws IOException {
        byte[] golden = Golden.bytes(path);
        assertThat(HexFormat.of().formatHex(write(serializer, value)))
                .as(path)
                .isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(read(serializer, golden)).usingRecursiveComparison().isEqualTo(value);
    }

    private static <T> void restored(TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        SerializersTest.class.getClassLoader());
        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAsIs())
                .isTrue();
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
