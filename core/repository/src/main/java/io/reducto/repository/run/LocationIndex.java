package io.reducto.repository.run;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.codec.PackId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The location index: where chunks are. Runs of kind {@link RunKind#INDEX}.
 *
 * <pre>
 * key   := chunk[32]
 * value := pack[16] entry:u32
 * </pre>
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class LocationIndex {
    private final RunSet runs;

    /** The index that these runs are, newest first. */
    public LocationIndex(List<StampedRun> newestFirst) {
        this.runs = new RunSet(RunKind.INDEX, newestFirst);
    }

    /** Adds a chunk to a run; chunks come in ascending order of their ids. */
    public static void add(RunWriter writer, ChunkId chunk, ChunkLocation location)
            throws IOException {
        writer.add(Slice.of(chunk.toBytes()), value(location));
    }

    /** Where a chunk is. */
    public Optional<ChunkLocation> find(ChunkId chunk) throws IOException {
        return runs.find(Slice.of(chunk.toBytes())).map(LocationIndex::location);
    }

    /**
     * Looks up many chunks; reads each page once at most.
     *
     * @param ascending ids in ascending order
     * @param found called once for each that there is, in no order
     */
    public void find(List<ChunkId> ascending, FoundChunk found) throws IOException {
        List<Slice> keys = new ArrayList<>(ascending.size());
        ascending.forEach(chunk -> keys.add(Slice.of(chunk.toBytes())));
        runs.find(keys, (i, value) -> found.accept(ascending.get(i), location(value)));
    }

    /** Receives the answers to a look-up of many chunks. */
    @FunctionalInterface
    public interface FoundChunk {
        /** Takes the location of a chunk that was found. */
        void accept(ChunkId chunk, ChunkLocation location);
    }

    static Slice value(ChunkLocation location) {
        byte[] value = new byte[PackId.BYTES + Integer.BYTES];
        location.pack().write(value, 0);
        LittleEndian.putI32(value, PackId.BYTES, location.entry());
        return Slice.of(value);
    }

    static ChunkLocation location(Slice value) {
        PackId pack = PackId.read(value.array(), value.offset());
        int entry = LittleEndian.i32(value.array(), value.offset() + PackId.BYTES);
        if (entry < 0) {
            throw new DataException.Malformed(
                    "index run: location in pack " + pack,
                    PackId.BYTES,
                    "expected an entry below 2^31, found " + Integer.toUnsignedString(entry));
        }
        return new ChunkLocation(pack, entry);
    }
}
