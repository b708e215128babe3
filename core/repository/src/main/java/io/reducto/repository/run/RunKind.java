package io.reducto.repository.run;

/**
 * What a run maps to what. A width is the length in bytes of every key or value of the kind; 0 is
 * said of those that differ in length.
 */
public enum RunKind {
    /** Chunk id to pack and entry. */
    INDEX(1, 32, 20),
    /** Data set, object and version to recipe. */
    CATALOGUE(2, 0, 96),
    /** Pack id to where its shards are. */
    STRIPES(3, 16, 0);

    private final int code;
    private final int keyWidth;
    private final int valueWidth;

    RunKind(int code, int keyWidth, int valueWidth) {
        this.code = code;
        this.keyWidth = keyWidth;
        this.valueWidth = valueWidth;
    }

    /** The number that stands for this kind in pages and commit records. */
    public int code() {
        return code;
    }

    int keyWidth() {
        return keyWidth;
    }

    /** Width of the values of a page: those of an inner page are references. */
    int valueWidth(int level) {
        return level == 0 ? valueWidth : PageReference.BYTES;
    }

    /** The name that messages use. */
    @Override
    public String toString() {
        return switch (this) {
            case INDEX -> "index run";
            case CATALOGUE -> "catalogue run";
            case STRIPES -> "stripes run";
        };
    }
}
