package io.reducto.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.testkit.Golden;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class MemoryStateTest {
    private static final String REMOTE = "https://host/team.git#notes";

    @Test
    void theStateOfSourceAndSinkIsSavedAsItAlwaysWas() throws IOException {
        Write write =
                Write.tombstone(
                        "default/a",
                        new Dot(new ReplicaId("laptop"), 3),
                        new HybridTime(17, 0),
                        VersionVector.EMPTY);
        SortedSet<String> names = new TreeSet<>(List.of(REMOTE, "/srv/team.git"));
        assertThat(saved(new RemoteSplitSerializer(), new RemoteSplit(REMOTE, Optional.of("c0"))))
                .isEqualTo(golden("split.hex"));
        assertThat(saved(new RemoteSplitSerializer(), new RemoteSplit(REMOTE, Optional.empty())))
                .isEqualTo(golden("split-unread.hex"));
        assertThat(saved(new RemoteNames(), names)).isEqualTo(golden("names.hex"));
        assertThat(
                        saved(
                                new PendingNewsSerializer(),
                                new PendingNews(REMOTE, ObservedRemoveMap.of(List.of(write)))))
                .isEqualTo(golden("pending.hex"));
    }

    @Test
    void newerFormsAreRefused() {
        List<SimpleVersionedSerializer<?>> serializers =
                List.of(
                        new RemoteSplitSerializer(),
                        new RemoteNames(),
                        new PendingNewsSerializer());
        for (SimpleVersionedSerializer<?> serializer : serializers) {
            assertThatThrownBy(() -> serializer.deserialize(2, new byte[8]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected version 1, found 2");
        }
    }

    private static <T> String saved(SimpleVersionedSerializer<T> serializer, T value)
            throws IOException {
        byte[] saved = serializer.serialize(value);
        assertThat(serializer.deserialize(serializer.getVersion(), saved)).isEqualTo(value);
        return HexFormat.of().formatHex(saved);
    }

    private static String golden(String name) {
        return String.join("", Golden.lines("memory-sources/v1/" + name));
    }
}
