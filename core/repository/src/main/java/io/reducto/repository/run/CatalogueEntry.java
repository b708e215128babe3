package io.reducto.repository.run;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import java.util.Comparator;

/**
 * What the catalogue says of one version of an object, and its form as a value.
 *
 * <pre>
 * value := recipe[32] root[32] length:u64 commit:u64 partition:u32 state:u32 lastOffset:u64      96 bytes
 * </pre>
 *
 * state is 0; other states (a deletion) are to come, and <em>format too new</em> until then.
 *
 * @param recipe id of the entry that holds its recipe
 * @param root BLAKE3-256 of the object, 32 bytes
 * @param length of the object in bytes
 * @param commit that published it, 0 as long as that is not known
 * @param partition it came from, {@link #NO_ORIGIN} if from none
 * @param lastOffset of its last message there, {@link #NO_ORIGIN} if from none
 */
public record CatalogueEntry(
        ChunkId recipe, byte[] root, long length, long commit, int partition, long lastOffset) {
    /** Partition and offset of an object that did not come from a topic. */
    public static final int NO_ORIGIN = -1;

    /** The order of versions of one object: the last is the latest. */
    public static final Comparator<CatalogueEntry> AGE =
            Comparator.comparingLong(CatalogueEntry::commit)
                    .thenComparingInt(CatalogueEntry::partition)
                    .thenComparingLong(CatalogueEntry::lastOffset);

    private static final int ROOT_BYTES = 32;
    private static final int ROOT_OFFSET = ChunkId.BYTES;
    private static final int LENGTH_OFFSET = 64;
    private static final int COMMIT_OFFSET = 72;
    private static final int PARTITION_OFFSET = 80;
    private static final int STATE_OFFSET = 84;
    private static final int LAST_OFFSET_OFFSET = 88;
    private static final int BYTES = 96;

    /** Refuses a root of another length, negative numbers, and half an origin. */
    public CatalogueEntry {
        boolean hasOrigin = partition >= 0 && lastOffset >= 0;
        boolean hasNone = partition == NO_ORIGIN && lastOffset == NO_ORIGIN;
        if (root.length != ROOT_BYTES || length < 0 || commit < 0 || !(hasOrigin || hasNone)) {
            throw new IllegalArgumentException(
                    "recipe %s: expected a root of 32 bytes and numbers from 0, found %d bytes, length %d, commit %d, origin %d:%d"
                            .formatted(recipe, root.length, length, commit, partition, lastOffset));
        }
    }

    /** Puts a commit number into values that have none. */
    public static ValueStamp stamp(long commit) {
        return value -> CommitField.stamp(value, COMMIT_OFFSET, commit);
    }

    Slice encode() {
        byte[] value = new byte[BYTES];
        recipe.write(value, 0);
        System.arraycopy(root, 0, value, ROOT_OFFSET, ROOT_BYTES);
        LittleEndian.putI64(value, LENGTH_OFFSET, length);
        LittleEndian.putI64(value, COMMIT_OFFSET, commit);
        LittleEndian.putI32(value, PARTITION_OFFSET, partition);
        LittleEndian.putI64(value, LAST_OFFSET_OFFSET, lastOffset);
        return Slice.of(value);
    }

    /**
     * The entry that a value stands for.
     *
     * @throws DataException.FormatTooNew when it has a state that is not known
     * @throws DataException.Malformed when a number of it is out of range
     */
    static CatalogueEntry decode(Slice value) {
        byte[] bytes = value.array();
        int at = value.offset();
        long state = LittleEndian.u32(bytes, at + STATE_OFFSET);
        if (state != 0) {
            throw new DataException.FormatTooNew(
                    "catalogue run: value", "state 0", "state " + state);
        }
        try {
            return new CatalogueEntry(
                    ChunkId.read(bytes, at),
                    new Slice(bytes, at + ROOT_OFFSET, ROOT_BYTES).toBytes(),
                    LittleEndian.i64(bytes, at + LENGTH_OFFSET),
                    LittleEndian.i64(bytes, at + COMMIT_OFFSET),
                    LittleEndian.i32(bytes, at + PARTITION_OFFSET),
                    LittleEndian.i64(bytes, at + LAST_OFFSET_OFFSET));
        } catch (IllegalArgumentException e) {
            throw new DataException.Malformed(
                    "catalogue run: value", 0, String.valueOf(e.getMessage()));
        }
    }
}
