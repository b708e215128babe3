package io.reducto.tier;

/** What can be asked of a store; named in errors, counted by decorators. */
public enum StoreOperation {
    /** Making a new, empty volume. */
    CREATE("create"),
    /** Opening a volume. */
    OPEN("open"),
    /** {@link ObjectReader#length}. */
    LENGTH("length"),
    /** {@link ObjectReader#read}. */
    READ("read"),
    /** {@link ObjectReader#readTail}. */
    READ_TAIL("readTail"),
    /** {@link ObjectReader#list}. */
    LIST("list"),
    /** {@link ObjectWriter#putIfAbsent}. */
    PUT_IF_ABSENT("putIfAbsent"),
    /** {@link ObjectWriter#delete}. */
    DELETE("delete"),
    /** {@link ObjectStore#sweep}. */
    SWEEP("sweep");

    private final String label;

    StoreOperation(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
