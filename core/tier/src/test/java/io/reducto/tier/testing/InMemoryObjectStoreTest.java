package io.reducto.tier.testing;

import io.reducto.tier.ObjectStore;

class InMemoryObjectStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore open() {
        return new InMemoryObjectStore("contract");
    }
}
