package io.reducto.memory.sync;

import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitOutput;
import io.reducto.memory.git.ManagedFiles;
import io.reducto.memory.git.ObjectId;
import io.reducto.memory.git.TreeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what a clone has committed and checked out with what it knows. Changes nothing. */
final class MemoryVerification {
    private static final int COMPLAINTS_MAX = 20;

    private final Git git;
    private final CloneFolder clone;
    private final CloneSettings settings;
    private final CloneMemory memory;
    private final List<String> problems = new ArrayList<>();

    MemoryVerification(Git git, CloneFolder clone, CloneSettings settings, CloneMemory memory) {
        this.git = git;
        this.clone = clone;
        this.settings = settings;
        this.memory = memory;
    }

    /** One line for each thing that is not as it should be: where, expected, found, what to do. */
    List<String> problems() throws GitException, IOException {
        SortedMap<String, byte[]> expected = memory.knowledge().render();
        Optional<ObjectId> head = memory.tip();
        if (head.isEmpty()) {
            problems.add("nothing is committed yet: run reducto memory sync");
        } else {
            committed(head.get(), expected);
        }
        if (clone.isCheckedOut()) {
            checkedOut(expected);
        }
        if (!settings.hasDriver()) {
            problems.add("Git knows no merge driver here: run reducto memory init");
        }
        GitOutput fsck =
                git.run(GitCommand.of("fsck", "--no-dangling", "--no-progress").expecting(0, 1, 2));
        if (fsck.exitCode() != 0) {
            problems.add("git fsck: " + fsck.complaints().strip());
        }
        return problems;
    }

    private void committed(ObjectId head, SortedMap<String, byte[]> expected) throws GitException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        new TreeReader(git, ManagedFiles.OF_MEMORY)
                .read(head)
                .forEach((path, b) -> found.put(path.substring(CloneMemory.FOLDER.length()), b));
        MemoryContents contents = MemoryFiles.readWithUnified(found);
        contents.damages().stream()
                .limit(COMPLAINTS_MAX)
                .forEach(damage -> problems.add("committed: " + damage));
        if (memory.missingAttributes(head).isPresent()) {
            problems.add(
                    "%s lacks our lines, so Git merges our files as text: run reducto memory init"
                            .formatted(Attributes.FILE));
        }
        differences("committed", expected, found);
    }

    private void checkedOut(SortedMap<String, byte[]> expected) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        for (String path : expected.keySet()) {
            Path file = clone.root().resolve(Exchange.path(path));
            if (Files.exists(file)) {
                found.put(path, Files.readAllBytes(file));
                mode(file);
            }
        }
        differences("work tree", expected, found);
    }

    private void mode(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !Files.getPosixFilePermissions(file).equals(LocalFolder.OWNER_FILE)) {
            problems.add("%s: expected mode 600: run reducto memory sync".formatted(file));
        }
    }

    private void differences(
            String place, Map<String, byte[]> expected, Map<String, byte[]> found) {
        for (var file : expected.entrySet()) {
            byte[] bytes = found.get(file.getKey());
            if (bytes == null) {
                problems.add(
                        "%s: %s is missing: run reducto memory sync"
                                .formatted(place, Exchange.path(file.getKey())));
            } else if (!Arrays.equals(bytes, file.getValue())) {
                problems.add(
                        "%s: %s is not what this clone knows: expected %d bytes, found %d, the first difference at %d: run reducto memory sync"
                                .formatted(
                                        place,
                                        Exchange.path(file.getKey()),
                                        file.getValue().length,
                                        bytes.length,
                                        Arrays.mismatch(file.getValue(), bytes)));
            }
        }
        found.keySet().stream()
                .filter(path -> !expected.containsKey(path))
                .forEach(
                        path ->
                                problems.add(
                                        "%s: %s should not be there: run reducto memory sync"
                                                .formatted(place, Exchange.path(path))));
    }
}
