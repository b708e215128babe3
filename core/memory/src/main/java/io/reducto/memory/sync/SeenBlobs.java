package io.reducto.memory.sync;

import io.reducto.memory.git.ObjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files, by the names of their bytes, all of which the saved state has: they need not be read
 * again. A cache: without it everything is read.
 */
final class SeenBlobs {
    private static final String NAME = "seen";

    /** More than a memory of many replicas has files; beyond, the oldest are forgotten. */
    private static final int COUNT_MAX = 4096;

    private final LocalFolder folder;
    private final Set<ObjectId> blobs;
    private boolean hasChanged;

    private SeenBlobs(LocalFolder folder, Set<ObjectId> blobs) {
        this.folder = folder;
        this.blobs = blobs;
    }

    /** What was seen, or nothing where the state that would have it is gone. */
    static SeenBlobs read(LocalFolder folder, boolean hasState) throws IOException {
        Set<ObjectId> blobs = new LinkedHashSet<>();
        if (hasState) {
            byte[] file = folder.read(NAME).orElse(new byte[0]);
            try {
                new String(file, StandardCharsets.US_ASCII)
                        .lines()
                        .forEach(line -> blobs.add(new ObjectId(line)));
            } catch (IllegalArgumentException e) {
                blobs.clear();
            }
        }
        return new SeenBlobs(folder, blobs);
    }

    boolean contains(ObjectId blob) {
        return blobs.contains(blob);
    }

    Set<ObjectId> all() {
        return blobs;
    }

    void add(ObjectId blob) {
        hasChanged |= blobs.add(blob);
    }

    /** To be called when the state has been saved that knows them. */
    void save() throws IOException {
        if (!hasChanged) {
            return;
        }
        String text =
                blobs.stream()
                        .skip(Math.max(0, blobs.size() - COUNT_MAX))
                        .map(blob -> blob.hex() + "\n")
                        .collect(Collectors.joining());
        folder.write(NAME, text.getBytes(StandardCharsets.US_ASCII));
        hasChanged = false;
    }
}
