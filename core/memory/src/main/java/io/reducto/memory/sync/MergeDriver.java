package io.reducto.memory.sync;

import io.reducto.memory.file.FileMerge;
import io.reducto.memory.file.MergedFile;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

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
        Optional<LocalFolder> own = own(folder);
        if (own.isPresent()) {
            new ActionLog(own.get(), InstantSource.system())
                    .during("merge-driver", Map.of(), () -> merge(own));
        } else {
            merge(own);
        }
    }

    /** Where what is put aside and the log are; nowhere without a work tree, as on a server. */
    private static Optional<LocalFolder> own(Path folder) throws IOException {
        try {
            CloneFolder clone = CloneFolder.open(new GitProgram(folder));
            return Optional.of(new LocalFolder(clone.privateFolder()));
        } catch (GitException e) {
            return Optional.empty();
        }
    }

    private void merge(Optional<LocalFolder> own) throws MemoryException, IOException {
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
            LocalFolder aside =
                    own.orElseThrow(
                            () ->
                                    new MemoryException(
                                            MemoryException.Kind.FAILED,
                                            "%s: damaged lines, and no clone to put them aside in; sync in a clone first"
                                                    .formatted(path)));
            new QuarantineFolder(aside.in("quarantine")).put(merged.damages());
        }
        Files.write(ours, merged.bytes());
    }
}
