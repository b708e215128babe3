package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where the parts of a clone are, and what is checked out: asked in one process. */
record ClonePlace(
        Path root, Path gitDirectory, Path commonDirectory, ObjectFormat format, Head head) {
    private static final int FIXED_LINES = 4;
    private static final int FAILED = 128;

    static ClonePlace read(Git git) throws GitException {
        GitCommand command =
                GitCommand.of(
                                "rev-parse",
                                "--path-format=absolute",
                                "--show-toplevel",
                                "--absolute-git-dir",
                                "--git-common-dir",
                                "--show-object-format",
                                "HEAD",
                                "--symbolic-full-name",
                                "HEAD")
                        .expecting(0, FAILED);
        GitOutput output = git.run(command);
        List<String> lines = output.text().lines().toList();
        boolean isUnborn = output.exitCode() == FAILED;
        // Of an unborn branch the fixed lines come all the same, then the name that was not found.
        if (isUnborn ? lines.size() < FIXED_LINES : lines.size() != FIXED_LINES + 2) {
            throw GitException.of(command, output.exitCode(), output.complaints());
        }
        Head head =
                isUnborn
                        ? Head.read(git)
                        : Head.of(lines.get(FIXED_LINES), lines.get(FIXED_LINES + 1));
        try {
            return new ClonePlace(
                    Path.of(lines.get(0)),
                    Path.of(lines.get(1)),
                    Path.of(lines.get(2)),
                    ObjectFormat.valueOf(lines.get(3).toUpperCase(Locale.ROOT)),
                    head);
        } catch (InvalidPathException e) {
            throw new GitException(
                    Kind.OTHER,
                    "clone: expected a path that this locale can spell, found " + lines.get(0),
                    e);
        }
    }
}
