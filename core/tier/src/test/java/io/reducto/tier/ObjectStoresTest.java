package io.reducto.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.tier.file.FilesystemObjectStore;
import io.reducto.tier.file.FilesystemProvider;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoresTest {
    private static final ObjectName NAME = ObjectName.of("o");

    @TempDir Path folder;

    @Test
    void createsAndOpensByScheme() throws Exception {
        URI found;
        try (ObjectStore created = ObjectStores.create(folder.resolve("v1").toUri())) {
            created.putIfAbsent(NAME, ByteBuffer.allocate(5));
            found = created.uri();
        }
        try (ObjectStore opened = ObjectStores.open(found)) {
            assertThat(opened).isInstanceOf(FilesystemObjectStore.class);
            assertThat(opened.uri()).isEqualTo(found);
            assertThat(opened.length(NAME)).isEqualTo(5);
        }
    }

    @Test
    void anUnknownSchemeIsAnsweredWithTheKnownOnes() {
        for (String uri : List.of("ftp://host/path", "/no/scheme", "relative")) {
            assertThatThrownBy(() -> ObjectStores.open(URI.create(uri)))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining(
                            uri + ": open: expected a URI with one of the schemes [file]");
            assertThatThrownBy(() -> ObjectStores.create(URI.create(uri)))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining(uri + ": create");
        }
    }

    @Test
    void twoBackEndsOfOneSchemeAreRefused() {
        ObjectStores doubled =
                new ObjectStores(List.of(new FilesystemProvider(), new FilesystemProvider()));
        assertThatThrownBy(() -> doubled.provider(URI.create("FILE:///x"), StoreOperation.OPEN))
                .hasMessageContaining("2 back ends for \"file\"");
    }
}
