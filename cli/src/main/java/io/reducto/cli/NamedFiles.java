package io.reducto.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that somebody has named on the command line: one that is missing is a mistake. */
final class NamedFiles {
    private NamedFiles() {}

    /** The absolute paths of {@code files}; fails where one is missing. */
    static List<Path> present(List<Path> files) {
        List<String> missing =
                files.stream().filter(file -> !Files.exists(file)).map(Path::toString).toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "%s: no such file; nothing was taken".formatted(String.join(", ", missing)));
        }
        return files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    }
}
