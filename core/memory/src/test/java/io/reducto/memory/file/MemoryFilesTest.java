package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MemoryFilesTest {
    @Test
    void whatIsRenderedIsRead() {
        ObservedRemoveMap map = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> 1_700_000_000_000L);
        ReplicaId anna = new ReplicaId("anna");
        map.put(clock, anna, "default/a", bytes("{\"id\":\"a\"}"));
        map.put(clock, anna, "default/b", bytes("{\"id\":\"b\"}"));
        map.put(clock, anna, "default/a", bytes("{}"));
        map.remove(clock, anna, "default/a");
        map.acknowledge(anna);
        SortedMap<String, byte[]> files = MemoryFiles.render(map);
        MemoryContents contents = MemoryFiles.read(files);
        assertThat(contents.damages()).isEmpty();
        assertThat(contents.state()).isEqualTo(map);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
