package io.reducto.state.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.testkit.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MemorySerializersTest {
    private static final ReplicaId LAPTOP = new ReplicaId("laptop-1");
    private static final Write WRITE =
            Write.ofValue(
                    "default/a",
                    new Dot(LAPTOP, 7),
                    new HybridTime(1_700_000_000_000L, 3),
                    VersionVector.of(Map.of(LAPTOP, 5L, new ReplicaId("desk"), 9L)),
                    "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8));

    @Test
    void aRegisterIsSavedAsItAlwaysWas() throws IOException {
        Register register = Register.of("default/a", List.of(WRITE));
        assertThat(saved(RegisterSerializer.INSTANCE, register)).isEqualTo(golden("register.hex"));
    }

    @Test
    void progressIsSavedAsItAlwaysWas() throws IOException {
        ObservedRemoveMap progress =
                ObservedRemoveMap.of(
                        List.of(WRITE),
                        Map.of(LAPTOP, VersionVector.of(Map.of(LAPTOP, 7L))),
                        Set.of(new ReplicaId("merge-job")),
                        VersionVector.of(Map.of(LAPTOP, 4L)));
        assertThat(saved(MapSerializer.INSTANCE, progress)).isEqualTo(golden("map.hex"));
    }

    @Test
    void whatAKeyShowsIsSavedAsItAlwaysWas() throws IOException {
        assertThat(saved(KeyShownSerializer.INSTANCE, new KeyShown(WRITE, 2)))
                .isEqualTo(golden("shown.hex"));
    }

    @Test
    void newerFormsAndTruncatedOnesAreRefused() throws IOException {
        byte[] shown = write(KeyShownSerializer.INSTANCE, new KeyShown(WRITE, 2));
        for (int length = 0; length < shown.length; length++) {
            byte[] cut = Arrays.copyOf(shown, length);
            assertThatThrownBy(() -> read(KeyShownSerializer.INSTANCE, cut))
                    .isInstanceOf(IOException.class);
        }
        shown[0] = 2;
        assertThatThrownBy(() -> read(KeyShownSerializer.INSTANCE, shown))
                .isInstanceOf(DataException.FormatTooNew.class);
        assertThatThrownBy(() -> read(RegisterSerializer.INSTANCE, new byte[] {0, 0, 0, 1, 5}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("saved state of a memory");
        byte[] huge = {0x7f, -1, -1, -1, 5};
        assertThatThrownBy(() -> read(RegisterSerializer.INSTANCE, huge))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2147483647");
    }

    private static <T> String saved(TypeSerializer<T> serializer, T value) throws IOException {
        byte[] saved = write(serializer, value);
        assertThat(read(serializer, saved)).isEqualTo(value);
        return HexFormat.of().formatHex(saved);
    }

    private static String golden(String name) {
        return String.join("", Golden.lines("memory-state/v1/" + name));
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
