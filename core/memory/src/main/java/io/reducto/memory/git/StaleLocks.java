package io.reducto.memory.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Locks that a {@code git} of ours has left behind, because it was killed or the machine went down:
 * nothing that needs them works before they are gone. {@code docs/format/memory.md} says which are
 * taken for such. For one caller at a time, who holds the lock of the clone.
 *
 * <p>The file {@code touching}, in the Git folder of the work tree, is there while our commands
 * change index and branch, and stays where they were cut off: a lock that is older is not ours, and
 * neither is one that came long after. All times are of the file system, so that they compare.
 */
public final class StaleLocks {
    /** A program that is no {@code git} and is not seen to hold a lock holds it for moments. */
    static final Duration AGE_MIN = Duration.ofSeconds(60);

    /** How long after {@code touching} a command of ours may have made its lock. */
    static final Duration OURS_WITHIN = GitCommand.LOCAL_TIMEOUT;

    private static final String ENDING = ".lock";

    private final CloneFolder clone;
    private final Path folder;
    private final Path mark;

    private StaleLocks(CloneFolder clone) {
        this.clone = clone;
        this.folder = clone.gitDirectory().resolve(CloneFolder.OURS);
        this.mark = folder.resolve("touching");
    }

    /** The locks of {@code clone}. */
    static StaleLocks of(CloneFolder clone) {
        return new StaleLocks(clone);
    }

    /** Removes what was left behind in {@code clone}; answers what it was. */
    public static List<Path> remove(CloneFolder clone) throws IOException {
        return of(clone).remove();
    }

    /** What changes index, work tree and a branch. */
    @FunctionalInterface
    interface Change<T> {
        T run() throws GitException, IOException;
    }

    /** Runs {@code change}; where it is cut off, the next command may remove its locks. */
    <T> T during(String ref, Change<T> change) throws GitException, IOException {
        boolean isFirst = !Files.exists(mark);
        write(ref);
        try {
            T result = change.run();
            forget(isFirst);
            return result;
        } catch (GitException e) {
            // Somebody else's.
            forget(isFirst && e.kind() == GitException.Kind.LOCKED);
            throw e;
        }
    }

    /** The time of the first stays: what was cut off then may have left its locks. */
    private void write(String ref) throws IOException {
        CloneFolder.makePrivate(folder);
        if (Files.exists(mark)) {
            FileTime first = Files.getLastModifiedTime(mark);
            Files.writeString(mark, ref + "\n", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(mark, first);
        } else {
            Files.writeString(mark, ref + "\n");
        }
    }

    private void forget(boolean isOver) throws IOException {
        if (isOver) {
            Files.deleteIfExists(mark);
        }
    }

    private List<Path> remove() throws IOException {
        List<Path> left = new ArrayList<>(ofOurRefs());
        List<Path> touched = touched();
        left.addAll(touched);
        List<Path> removed = new ArrayList<>();
        if (!left.isEmpty()) {
            Instant now = now();
            left.removeIf(lock -> !isAged(lock, now));
            if (!left.isEmpty() && !GitProcesses.mayWorkIn(folders(), left)) {
                for (Path lock : left) {
                    Files.deleteIfExists(lock);
                    removed.add(lock);
                }
            }
        }
        forget(removed.containsAll(touched));
        return removed;
    }

    private List<Path> folders() {
        return List.of(clone.root(), clone.gitDirectory(), clone.commonDirectory());
    }

    /** Nobody else has business there. */
    private List<Path> ofOurRefs() throws IOException {
        Path refs = clone.commonDirectory().resolve(References.FOLDER);
        if (!Files.isDirectory(refs, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(refs)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
    }

    /** Those that came while our commands changed something, or soon after. */
    private List<Path> touched() throws IOException {
        if (!Files.exists(mark)) {
            return List.of();
        }
        Instant begun = Files.getLastModifiedTime(mark).toInstant();
        List<Path> locks = new ArrayList<>();
        locks.add(clone.gitDirectory().resolve("index" + ENDING));
        locks.add(clone.gitDirectory().resolve("HEAD" + ENDING));
        for (String ref : refs()) {
            Path lock = clone.commonDirectory().resolve(ref + ENDING).normalize();
            if (lock.startsWith(clone.commonDirectory().resolve(Head.HEADS))) {
                locks.add(lock);
            }
        }
        return locks.stream().distinct().filter(lock -> isSoonAfter(begun, lock)).toList();
    }

    /** After a loss of power there may be anything. */
    private List<String> refs() throws IOException {
        return new String(Files.readAllBytes(mark), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(Head.HEADS) && line.indexOf('\0') < 0)
                .toList();
    }

    private static boolean isSoonAfter(Instant begun, Path lock) {
        return written(lock)
                .filter(time -> !time.isBefore(begun) && !time.isAfter(begun.plus(OURS_WITHIN)))
                .isPresent();
    }

    private static boolean isAged(Path lock, Instant now) {
        return written(lock).filter(time -> !time.isAfter(now.minus(AGE_MIN))).isPresent();
    }

    /** Empty where the lock is gone. */
    private static Optional<Instant> written(Path lock) {
        try {
            return Optional.of(Files.getLastModifiedTime(lock).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Instant now() throws IOException {
        Path probe = CloneFolder.makePrivate(folder).resolve("now");
        Files.deleteIfExists(probe);
        try {
            return Files.getLastModifiedTime(Files.createFile(probe)).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
