package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reducto.testkit.RequiresTool;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full and a read-only volume: a tmpfs of 1 MiB in a mount namespace of the child's own, so that
 * nothing stays mounted whatever happens.
 */
@RequiresTool({"unshare", "mount"})
class TinyVolumeTest {
    @TempDir Path folder;

    @Test
    void aFullDiskIsToldAndTearsNothing() throws Exception {
        assumeTrue(mayMount(), "this user may not mount a tmpfs in a namespace of its own");
        List<String> wrapper =
                List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=1m,mode=700 none \"$0\" && exec \"$@\"",
                        folder.toString());
        List<String> lines;
        try (ChildJvm child = ChildJvm.start(wrapper, Scenario.class, folder.toString())) {
            lines = child.rest();
        }
        assertThat(lines).as(String.join("\n", lines)).hasSize(6);
        assertThat(lines.get(0))
                .contains("putIfAbsent o")
                .contains("expected the object stored durably, found No space left on device")
                .contains("free space");
        assertThat(lines.get(1)).isEqualTo("whole objects only: true");
        assertThat(lines.get(2)).isEqualTo("temporary files: 0");
        assertThat(lines.get(3)).isEqualTo("stored after space was freed");
        assertThat(lines.get(4)).isEqualTo("read-only, readable: 204800");
        assertThat(lines.get(5))
                .contains("expected a volume that can be written, found")
                .contains("Read-only file system")
                .contains("mount the volume for writing");
    }

    private boolean mayMount() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                "unshare", "-rm", "mount", "-t", "tmpfs", "none", folder.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    /** Fills the volume, frees a little, makes it read-only. */
    static final class Scenario {
        private static final int LENGTH = 200 << 10;

        private Scenario() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            URI uri = URI.create("file://" + root);
            try (ObjectStore store = FilesystemObjectStore.create(uri)) {
                fill(store);
                List<ListedObject> objects = store.list("", "").objects();
                System.out.println(
                        "whole objects only: "
                                + objects.stream().allMatch(o -> o.length() == LENGTH));
                System.out.println("temporary files: " + temporaryFiles(root));
                store.delete(ObjectName.of("o1"));
                put(store, "again");
                System.out.println("stored after space was freed");
            }
            new ProcessBuilder("mount", "-o", "remount,ro", root.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            try (ObjectStore store = FilesystemObjectStore.open(uri)) {
                System.out.println("read-only, readable: " + store.length(ObjectName.of("again")));
                put(store, "never");
            } catch (ObjectStoreException e) {
                System.out.println(e.getMessage());
            }
        }

        private static void fill(ObjectStore store) {
            try {
                for (int i = 0; ; i++) {
                    put(store, "o" + i);
                }
            } catch (ObjectStoreException e) {
                System.out.println(e.getMessage());
            }
        }

        private static void put(ObjectStore store, String name) throws ObjectStoreException {
            store.putIfAbsent(ObjectName.of(name), ByteBuffer.allocate(LENGTH));
        }

        private static long temporaryFiles(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root.resolve(".tmp"))) {
                return files.filter(f -> Files.isRegularFile(f) && !f.endsWith("lock")).count();
            }
        }
    }
}
