package io.reducto.memory.sync;

import io.reducto.codec.digest.Blake3;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.StateDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The state as of the last command of this clone: what it knows even if a branch is reset, a commit
 * is lost or a file of last week comes back.
 *
 * <pre>
 * state := Map                 docs/format/crdt.md
 *          digest[32]          BLAKE3-256 of it
 * </pre>
 */
final class LocalState {
    private static final String NAME = "state";
    private static final String DAMAGED = "state.damaged";

    private final LocalFolder folder;

    LocalState(LocalFolder folder) {
        this.folder = folder;
    }

    /**
     * Empty where there is none, or a damaged one, which is put aside: Git has what it held.
     *
     * @throws MemoryException where a newer release wrote it
     */
    Optional<ObservedRemoveMap> read() throws IOException, MemoryException {
        Optional<byte[]> file = folder.read(NAME);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<ObservedRemoveMap> state = parse(file.get());
        if (state.isEmpty()) {
            folder.setAside(NAME, DAMAGED);
        }
        return state;
    }

    private static Optional<ObservedRemoveMap> parse(byte[] file) throws MemoryException {
        int length = file.length - Blake3.BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] digest = Blake3.hash(file, 0, length);
        if (!Arrays.equals(digest, 0, Blake3.BYTES, file, length, file.length)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ObservedRemoveMap.read(Arrays.copyOf(file, length)));
        } catch (StateDataException.FormatTooNew e) {
            throw new MemoryException(MemoryException.Kind.TOO_NEW, "state: " + e.getMessage(), e);
        } catch (StateDataException e) {
            return Optional.empty();
        }
    }

    /** After it the next command knows {@code state}, or, where it throws, what this one knew. */
    void write(ObservedRemoveMap state) throws IOException {
        byte[] bytes = state.bytes();
        byte[] file = Arrays.copyOf(bytes, bytes.length + Blake3.BYTES);
        System.arraycopy(Blake3.hash(bytes, 0, bytes.length), 0, file, bytes.length, Blake3.BYTES);
        folder.write(NAME, file);
    }
}
