package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of the user stands in a work tree where a new file would come: untracked or ignored, since
 * {@code read-tree} keeps the first and overwrites the second.
 */
final class Obstacles {
    private final Path root;
    private final Set<String> removed = new HashSet<>();

    private Obstacles(Path root, List<RawChange> changes) {
        this.root = root;
        for (RawChange change : changes) {
            if (change.now().isAbsent()) {
                removed.add(change.path());
            }
        }
    }

    /** The new paths of {@code changes} whose place is taken. */
    static List<RawChange> of(Path root, List<RawChange> changes) throws IOException {
        Obstacles obstacles = new Obstacles(root, changes);
        List<RawChange> taken = new ArrayList<>();
        for (RawChange change : changes) {
            if (change.old().isAbsent() && obstacles.isTaken(change.path())) {
                taken.add(change);
            }
        }
        return taken;
    }

    private boolean isTaken(String path) throws IOException {
        Path place = root.resolve(path);
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return !holdsOnlyRemoved(place);
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            Path above = root.resolve(folder);
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                return !removed.contains(folder);
            }
        }
        return false;
    }

    private boolean holdsOnlyRemoved(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .allMatch(removed::contains);
        }
    }
}
