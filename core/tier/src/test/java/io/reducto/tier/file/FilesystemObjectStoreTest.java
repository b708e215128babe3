package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemObjectStoreTest {
    private static final ObjectName NAME = ObjectName.of("packs/6a/o.shard");

    @TempDir Path folder;
    private Path root;
    private ObjectStore store;

    @BeforeEach
    void open() throws Exception {
        root = folder.resolve("v");
        store = FilesystemObjectStore.create(root.toUri());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void theLayoutIsThatOfTheDocument() throws Exception {
        put(NAME, 5);
        assertThat(root.resolve("packs,/6a,/o.shard")).hasSize(5);
        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(mode(root.resolve("packs,"))).isEqualTo("rwx------");
        assertThat(mode(root.resolve(".tmp"))).isEqualTo("rwx------");
        assertThat(mode(root.resolve("packs,/6a,/o.shard"))).isEqualTo("r--------");
        assertThat(mode(root.resolve(".volume"))).isEqualTo("r--------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void equalContentIsRefusedToo() throws Exception {
        put(NAME, 5);
        assertThatThrownBy(() -> put(NAME, 5)).isInstanceOf(ObjectExistsException.class);
    }

    @Test
    void noTemporaryFileIsLeft() throws Exception {
        put(NAME, 5);
        assertThatThrownBy(() -> put(NAME, 6)).isInstanceOf(ObjectExistsException.class);
        assertThat(temporaryFiles()).isEmpty();
        assertThat(Files.getAttribute(root.resolve("packs,/6a,/o.shard"), "unix:nlink"))
                .isEqualTo(1);
        store.close();
        assertThat(root.resolve(".tmp")).isEmptyDirectory();
    }

    @Test
    void readingWritesNothing() throws Exception {
        put(NAME, 5);
        store.close();
        store = FilesystemObjectStore.open(root.toUri());
        store.length(NAME);
        store.list("", "");
        store.readTail(NAME, 10);
        assertThat(root.resolve(".tmp")).isEmptyDirectory();
    }

    @Test
    void leftOversOfTheDeadAreSweptAndThoseOfTheLivingAreNot() throws Exception {
        put(NAME, 5);
        Path dead = Files.createDirectory(root.resolve(".tmp/0123-dead"));
        Files.createFile(dead.resolve("lock"));
        Files.writeString(dead.resolve("1"), "left over");
        Files.createLink(dead.resolve("2"), root.resolve("packs,/6a,/o.shard"));
        Path unborn = Files.createDirectory(root.resolve(".tmp/4567-unborn"));
        assertThat(store.list("", "").objects()).hasSize(1);
        assertThat(store.sweep()).isEqualTo(2);
        assertThat(dead).doesNotExist();
        assertThat(unborn).doesNotExist();
        assertThat(store.sweep()).isZero();
        assertThat(store.length(NAME)).isEqualTo(5);
        put(ObjectName.of("after"), 1);
    }

    @Test
    void aSecondStoreOfThisProcessIsAlive() throws Exception {
        put(NAME, 5);
        Path lock;
        try (Stream<Path> locks =
                Files.find(root.resolve(".tmp"), 2, (p, a) -> p.endsWith("lock"))) {
            lock = locks.findFirst().orElseThrow();
        }
        Files.writeString(lock.resolveSibling("7"), "in use");
        try (ObjectStore other = FilesystemObjectStore.open(root.toUri())) {
            assertThat(other.sweep()).isZero();
        }
        assertThat(lock.resolveSibling("7")).exists();
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        put(NAME, 5);
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("evil,"), outside);
        Files.createSymbolicLink(root.resolve("packs,/link"), outside.resolve("secret"));
        for (String name : List.of("evil/secret", "packs/link")) {
            assertThatThrownBy(() -> store.readTail(ObjectName.of(name), 10))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("symbolic links are not followed");
        }
        for (String name : List.of("evil/secret", "evil/new", "evil/deep/new")) {
            assertThatThrownBy(() -> put(ObjectName.of(name), 1))
                    .isInstanceOf(ObjectStoreException.class);
            assertThatThrownBy(() -> store.delete(ObjectName.of(name)))
                    .isInstanceOf(ObjectStoreException.class);
        }
        assertThatThrownBy(() -> store.list("evil/", "")).isInstanceOf(ObjectStoreException.class);
        assertThatThrownBy(() -> store.delete(ObjectName.of("packs/link")))
                .isInstanceOf(ObjectStoreException.class);
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.toFile().list()).containsExactly("secret");
    }

    @Test
    void anInterruptedPutHasNoEffectAndKeepsTheInterrupt() throws Exception {
        put(NAME, 5);
        ObjectName other = ObjectName.of("other");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> put(other, 5))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("found an interrupted thread");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(temporaryFiles()).isEmpty();
        assertThat(store.list("", "").objects()).hasSize(1);
        put(other, 5);
    }

    @Test
    void foldersThatSomebodyRemovedAreMadeAgainByTheNextPut() throws Exception {
        put(NAME, 5);
        Files.delete(root.resolve("packs,/6a,/o.shard"));
        Files.delete(root.resolve("packs,/6a,"));
        assertThatThrownBy(() -> put(NAME, 5))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("found no file");
        put(NAME, 5);
        assertThat(store.length(NAME)).isEqualTo(5);
    }

    @Test
    void tooLargeAnObjectIsABadCall() throws Exception {
        Path sparse = folder.resolve("sparse");
        try (FileChannel channel =
                FileChannel.open(
                        sparse,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            ByteBuffer gib = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 30);
            assertThatThrownBy(
                            () ->
                                    store.putIfAbsent(
                                            NAME, gib, gib, gib, gib, gib, ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 5368709120 bytes, found 5368709121");
        }
    }

    private void put(ObjectName name, int length) throws ObjectStoreException {
        store.putIfAbsent(name, ByteBuffer.allocate(length));
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(".tmp"))) {
            return files.filter(f -> Files.isRegularFile(f) && !f.endsWith("lock")).toList();
        }
    }
}
