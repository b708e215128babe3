package io.reducto.connectors.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for as long as a task lives, below the temporary folder of the process. Those of
 * processes that were killed are removed by whoever comes next.
 */
final class WorkFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("reducto-memory-(\\d{1,18})-.*");

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    static WorkFolder make() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeThoseOfTheDead(temporary);
            String prefix = "reducto-memory-" + ProcessHandle.current().pid() + "-";
            return new WorkFolder(Files.createTempDirectory(temporary, prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(temporary + ": no folder for clones of remotes", e);
        }
    }

    private static void removeThoseOfTheDead(Path temporary) throws IOException {
        try (Stream<Path> children = Files.list(temporary)) {
            for (Path child : children.toList()) {
                Matcher name = NAME.matcher(child.getFileName().toString());
                if (name.matches() && isDead(Long.parseLong(name.group(1)))) {
                    remove(child);
                }
            }
        }
    }

    private static boolean isDead(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    Path path() {
        return path;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> children;
        try (Stream<Path> all = Files.walk(folder)) {
            children = all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return; // somebody else is at it
        }
        for (Path child : children) {
            Files.deleteIfExists(child);
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }
}
