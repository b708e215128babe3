package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that puts objects. Shows that names and contents are atomic; that they are
 * durable needs a power failure, for which {@link FilesystemSyncOrderTest} stands in.
 */
@ExtendWith(Seed.Extension.class)
class FilesystemCrashTest {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    @Test
    void aKilledWriterLeavesWholeObjectsOnly(Seed seed) throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        long swept = 0;
        try (ObjectStore store = FilesystemObjectStore.create(folder.resolve("v").toUri())) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ChildJvm child = start(store, round)) {
                    for (int puts = seed.between(1, 40); puts > 0; puts--) {
                        acknowledged.add(child.line());
                    }
                    assertThat(store.sweep()).as("temporary files of a living writer").isZero();
                    Thread.sleep(seed.between(0, 20));
                    acknowledged.addAll(child.kill());
                }
                check(store, acknowledged);
                swept += store.sweep();
                check(store, acknowledged);
            }
            assertThat(folder.resolve("v/.tmp")).isEmptyDirectory();
        }
        assertThat(swept).as("left-overs found in all rounds").isPositive();
    }

    private static ChildJvm start(ObjectStore store, int round) throws Exception {
        return ChildJvm.start(
                List.of(), Writer.class, store.uri().toString(), Integer.toString(round));
    }

    private static void check(ObjectStore store, Set<String> acknowledged) throws Exception {
        Set<String> visible = new TreeSet<>();
        ObjectListing listing = new ObjectListing(store, "");
        for (Optional<ListedObject> next = listing.next();
                next.isPresent();
                next = listing.next()) {
            ObjectName name = next.get().name();
            assertThat(store.readTail(name, 1 << 20).bytes())
                    .as("content of %s", name)
                    .isEqualTo(content(name.value()));
            visible.add(name.value());
        }
        assertThat(visible).containsAll(acknowledged);
    }

    private static byte[] content(String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] content = new byte[random.nextInt(300_000)];
        random.nextBytes(content);
        return content;
    }

    /** Puts objects for ever on three threads; prints the name of each when it is acknowledged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            ObjectStore store = FilesystemObjectStore.open(URI.create(arguments[0]));
            for (int thread = 0; thread < 3; thread++) {
                String prefix = "k/" + arguments[1] + "/" + thread + "/";
                new Thread(() -> putForEver(store, prefix)).start();
            }
        }

        private static void putForEver(ObjectStore store, String prefix) {
            try {
                for (int i = 0; ; i++) {
                    String name = prefix + i;
                    store.putIfAbsent(ObjectName.of(name), ByteBuffer.wrap(content(name)));
                    System.out.println(name);
                }
            } catch (ObjectStoreException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
