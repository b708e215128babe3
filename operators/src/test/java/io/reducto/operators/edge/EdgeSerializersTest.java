package io.reducto.operators.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EdgeSerializersTest {
    private static final ChunkId ID = ChunkId.of(1, -2, 3, -4);

    @Test
    void whatGoesInComesOutAndWeighsWhatItShould() throws IOException {
        assertThat(weight(QuestionSerializer.INSTANCE, new Question(ID, 7, 1L << 40)))
                .isEqualTo(44);
        assertThat(weight(HandedOverSerializer.INSTANCE, new HandedOver(7, 1L << 40)))
                .isEqualTo(12);
        for (Holding holding : Holding.values()) {
            assertThat(weight(VerdictSerializer.INSTANCE, new Verdict(7, 9, holding)))
                    .isEqualTo(13);
        }
    }

    private static <T> int weight(TypeSerializer<T> serializer, T value) throws IOException {
        assertThat(roundTrip(serializer, value)).isEqualTo(value);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.length();
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
