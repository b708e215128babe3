package io.reducto.state.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ChunkIdSerializerTest {
    private static final ChunkId ID =
            ChunkId.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff");

    @Test
    void theKeyOfTheIndexIsTheBytesOfTheId() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(32);
        ChunkIdSerializer.INSTANCE.serialize(ID, out);
        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(ID.toString());
        assertThat(
                        ChunkIdSerializer.INSTANCE.deserialize(
                                new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(ID);
        assertThat(ChunkIdSerializer.INSTANCE.getLength()).isEqualTo(ChunkId.BYTES);
    }

    @Test
    void theHashCodeThatChoosesTheKeyGroupNeverChanges() {
        assertThat(ID.hashCode()).isEqualTo(0x00010203);
        assertThat(ChunkIdSerializer.TYPE.isKeyType()).isTrue();
    }

    @Test
    void aCheckpointFindsItsSerializerAgain() throws IOException {
        TypeSerializerSnapshot<ChunkId> snapshot =
                ChunkIdSerializer.INSTANCE.snapshotConfiguration();
        TypeSerializerSchemaCompatibility<ChunkId> compatibility =
                ChunkIdSerializer.INSTANCE
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot);
        assertThat(compatibility.isCompatibleAsIs()).isTrue();
        assertThat(snapshot.restoreSerializer()).isEqualTo(ChunkIdSerializer.INSTANCE);
    }
}
