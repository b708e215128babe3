package io.reducto.repository.run;

/**
 * How large a writer makes pages. Readers do not need to know.
 *
 * @param pageBytes a page is closed before it would become longer than this; only a page that would
 *     otherwise hold too little to be of use is longer (one entry in a leaf, two in an inner page),
 *     and the root, which lists packs as well
 */
public record RunLayout(int pageBytes) {
    /** Pages of 64 KiB. */
    public static final RunLayout DEFAULT = new RunLayout(64 << 10);

    /** Refuses sizes that are of no use. */
    public RunLayout {
        if (pageBytes < 64 || pageBytes > 1 << 20) {
            throw new IllegalArgumentException(
                    "page size: expected 64 bytes to 1 MiB, found " + pageBytes);
        }
    }
}
