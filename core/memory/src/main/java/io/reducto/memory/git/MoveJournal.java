package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What a move is about to do, kept in the Git folder of the work tree from before its first change
 * to after its last, so that the next call can bring it to its end.
 */
final class MoveJournal {
    private final Path folder;
    private final Path file;

    MoveJournal(CloneFolder clone) {
        this.folder = clone.gitDirectory().resolve(CloneFolder.OURS);
        this.file = folder.resolve("moving");
    }

    /** From where to where {@code ref} was to move. */
    record Step(String ref, ObjectId from, ObjectId to) {}

    void write(Step step) throws IOException {
        CloneFolder.makePrivate(folder);
        Path temporary = folder.resolve("moving.new");
        Files.writeString(temporary, step.ref + "\n" + step.from + "\n" + step.to + "\n");
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The move that did not come to its end; nothing where the file says nothing. */
    Optional<Step> read() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            boolean isWhole =
                    lines.size() == 3
                            && ObjectId.isValid(lines.get(1))
                            && ObjectId.isValid(lines.get(2));
            return isWhole
                    ? Optional.of(
                            new Step(
                                    lines.get(0),
                                    new ObjectId(lines.get(1)),
                                    new ObjectId(lines.get(2))))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
