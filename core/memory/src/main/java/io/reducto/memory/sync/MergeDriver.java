package io.reducto.memory.sync;

import io.reducto.memory.file.FileMerge;
import io.reducto.memory.file.MergedFile;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Git runs for one of our files that two sides have changed. It joins that file; the next
 * {@code sync} does the rest.
 */
public record MergeDriver(Path base, Path ours, Path theirs, String path) {
    /**
     * Leaves the merged file in {@link #ours}, and puts damaged lines aside.
     *
     * @param folder the work tree
     * @throws MemoryException where a newer release wrote one of the sides; {@link #ours} stays
     */
    public void run(Path folder) throws MemoryException, IOException {
        String belowMemory =
                path.startsWith(CloneMemory.FOLDER)
                        ? path.substring(CloneMemory.FOLDER.length())
                        : path;
        MergedFile merged =
                FileMerge.merge(
                        belowMemory,
                        Files.readAllBytes(base),
                        Files.readAllBytes(ours),
                        Files.readAllBytes(theirs));
        if (merged.isTooNew()) {
            throw new MemoryException(
                    MemoryException.Kind.TOO_NEW,
                    "%s: a newer release wrote it; merge with that release".formatted(path));
        }
        if (!merged.damages().isEmpty()) {
            try {
                CloneFolder clone = CloneFolder.open(new GitProgram(folder));
                LocalFolder own = new LocalFolder(clone.privateFolder());
                new QuarantineFolder(own.in("quarantine")).put(merged.damages());
            } catch (GitException e) {
                throw MemoryClone.failure(e);
            }
        }
        Files.write(ours, merged.bytes());
    }
}
