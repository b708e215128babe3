package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Golden;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folder is a volume, and whether it is still the same one. */
class VolumeTest {
    private static final ObjectName NAME = ObjectName.of("a/o");
    private static final String ID = "00112233445566778899aabbccddeeff";

    @TempDir Path folder;

    @Test
    void theMarkerIsThatOfVersion1() throws Exception {
        byte[] golden = Golden.bytes("volume/v1/marker.txt");
        assertThat(VolumeMarker.encode(new VolumeId(ID))).isEqualTo(golden);
        Path root = folder.resolve("v");
        URI uri = URI.create(uri(root) + "?volume=" + ID);
        try (ObjectStore store = FilesystemObjectStore.create(uri)) {
            assertThat(store.uri()).isEqualTo(uri);
            assertThat(root.resolve(".volume")).hasBinaryContent(golden);
        }
    }

    @Test
    void whatIsNoMarkerIsTold() throws Exception {
        Path root = folder.resolve("v");
        FilesystemObjectStore.create(uri(root)).close();
        openMarkedWith(root, "", "does not begin with \"reducto-volume \"");
        openMarkedWith(root, "reducto-volume 2\n", "another version than 1");
        openMarkedWith(root, "reducto-volume 1\n" + ID, "not 50 bytes long");
        openMarkedWith(root, "reducto-volume 1\n" + ID + "\nx", "not 50 bytes long");
        openMarkedWith(root, "reducto-volume 1\n" + ID.replace('a', 'G') + "\n", "volume id");
    }

    private static void openMarkedWith(Path root, String marker, String found) throws Exception {
        Path file = root.resolve(".volume");
        Files.delete(file);
        Files.writeString(file, marker);
        assertThatThrownBy(() -> FilesystemObjectStore.open(uri(root)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining(found);
    }

    @Test
    void aFolderWithoutMarkerIsNoVolume() throws Exception {
        for (Path root : List.of(folder, folder.resolve("missing"))) {
            assertThatThrownBy(() -> FilesystemObjectStore.open(uri(root)))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("expected a volume, found no marker file .volume")
                    .hasMessageContaining("mount the volume");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherVolumeThanTheWantedOneIsRefused() throws Exception {
        FilesystemObjectStore.create(uri(folder.resolve("v"))).close();
        URI wanted = URI.create(uri(folder.resolve("v")) + "?volume=" + ID);
        assertThatThrownBy(() -> FilesystemObjectStore.open(wanted))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("expected volume " + ID)
                .hasMessageContaining("another volume is mounted");
    }

    @Test
    void whatCannotBeReadIsNotTakenForMissing() throws Exception {
        Path root = folder.resolve("v");
        FilesystemObjectStore.create(uri(root)).close();
        Files.delete(root.resolve(".volume"));
        Files.createSymbolicLink(root.resolve(".volume"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> FilesystemObjectStore.open(uri(root)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("symbolic link")
                .hasMessageNotContaining("create it");
    }

    @Test
    void badAddressesAreBadCalls() {
        for (String uri :
                List.of("file://host/path", "file:///p?volume=1", "file:///p?x=1", "file:///p#f")) {
            assertThatThrownBy(() -> FilesystemObjectStore.open(URI.create(uri)))
                    .as(uri)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aVolumeIsMadeOnce() throws Exception {
        Path root = folder.resolve("deep/er/v");
        FilesystemObjectStore.create(uri(root)).close();
        byte[] marker = Files.readAllBytes(root.resolve(".volume"));
        assertThatThrownBy(() -> FilesystemObjectStore.create(uri(root)))
                .isInstanceOf(ObjectExistsException.class);
        assertThat(root.resolve(".volume")).hasBinaryContent(marker);
        assertThat(root.resolve(".tmp")).isEmptyDirectory();
    }

    @Test
    void onlyAnEmptyFolderBecomesAVolume() throws Exception {
        Path root = Files.createDirectory(folder.resolve("v"));
        Files.createDirectory(root.resolve("lost+found"));
        Files.createDirectory(root.resolve(".tmp"));
        Files.createFile(root.resolve("precious"));
        assertThatThrownBy(() -> FilesystemObjectStore.create(uri(root)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("expected an empty folder, found \"precious\"");
        Files.delete(root.resolve("precious"));
        FilesystemObjectStore.create(uri(root)).close();
    }

    /** As an archive or a copy of objects leaves it: without the empty folder {@code .tmp}. */
    @Test
    void aVolumeWithoutItsEmptyFolderIsWrittenTo() throws Exception {
        Path root = folder.resolve("v");
        FilesystemObjectStore.create(uri(root)).close();
        Files.delete(root.resolve(".tmp"));
        try (ObjectStore store = FilesystemObjectStore.open(uri(root))) {
            assertThat(root.resolve(".tmp")).as("only opened").doesNotExist();
            store.putIfAbsent(NAME, ByteBuffer.allocate(1));
            assertThat(store.length(NAME)).isEqualTo(1);
        }
    }

    @Test
    void aVolumeThatDisappearsIsAnErrorAndIsNotMadeAgain() throws Exception {
        Path root = folder.resolve("v");
        Path away = folder.resolve("away");
        try (ObjectStore store = FilesystemObjectStore.create(uri(root))) {
            store.putIfAbsent(NAME, ByteBuffer.allocate(1));
            Files.move(root, away);
            everyCallFails(store, "found no marker file .volume");
            assertThat(root).doesNotExist();
            Files.createDirectory(root);
            everyCallFails(store, "found no marker file .volume");
            assertThat(root).isEmptyDirectory();
            Files.delete(root);
            Files.move(away, root);
            assertThat(store.length(NAME)).isEqualTo(1);
            store.putIfAbsent(ObjectName.of("a/p"), ByteBuffer.allocate(1));
        }
    }

    @Test
    void anotherVolumeInItsPlaceIsNoticed() throws Exception {
        Path root = folder.resolve("v");
        FilesystemObjectStore other = FilesystemObjectStore.create(uri(folder.resolve("w")));
        other.putIfAbsent(NAME, ByteBuffer.allocate(2));
        other.close();
        try (ObjectStore store = FilesystemObjectStore.create(uri(root))) {
            store.putIfAbsent(NAME, ByteBuffer.allocate(1));
            Files.move(root, folder.resolve("away"));
            Files.move(folder.resolve("w"), root);
            everyCallFails(store, "another volume is mounted in its place");
        }
    }

    private static void everyCallFails(ObjectStore store, String message) {
        ByteBuffer content = ByteBuffer.allocate(1);
        List<ThrowingCallable> calls =
                List.of(
                        () -> store.length(NAME),
                        () -> store.read(NAME, 0, new byte[1], 0, 1),
                        () -> store.readTail(NAME, 1),
                        () -> store.list("", ""),
                        () -> store.list("no/such/", ""),
                        () -> store.putIfAbsent(ObjectName.of("b/new"), content),
                        () -> store.putIfAbsent(NAME, content),
                        () -> store.delete(NAME),
                        store::sweep);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(ObjectStoreException.class)
                    .isNotInstanceOfAny(ObjectNotFoundException.class, ObjectExistsException.class)
                    .hasMessageContaining(message);
        }
    }

    private static URI uri(Path root) {
        return URI.create("file://" + root);
    }
}
