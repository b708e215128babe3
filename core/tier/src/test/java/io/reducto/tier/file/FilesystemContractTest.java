package io.reducto.tier.file;

import io.reducto.tier.ObjectReader;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.testing.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FilesystemContractTest extends ObjectStoreContract {
    @TempDir Path folder;

    @Override
    protected ObjectStore open() throws Exception {
        return FilesystemObjectStore.create(folder.resolve("volume").toUri());
    }

    @Override
    protected int manyObjects() {
        return ObjectReader.PAGE_OBJECTS_MAX + 100;
    }
}
