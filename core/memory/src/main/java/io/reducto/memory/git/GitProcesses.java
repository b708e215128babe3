package io.reducto.memory.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of this machine, asked who may be at work in a clone. What cannot be seen counts as
 * at work where its name is that of {@code git}: a process of another user, whose folder is hidden.
 *
 * <p>That a process has a file open is no more than one sign: {@code git commit} closes its lock of
 * the index and keeps it while the user writes the message.
 */
final class GitProcesses {
    private static final Path PROCESSES = Path.of("/proc");
    private static final String NAME = "git";

    /** Of what runs for days and holds no lock: watching files, remembering passwords. */
    private static final String DAEMON = "--daemon";

    private final Collection<Path> folders;
    private final Collection<Path> files;

    private GitProcesses(Collection<Path> folders, Collection<Path> files) {
        this.folders = folders;
        this.files = files;
    }

    /** Whether a {@code git} may be at work in one of {@code folders}, or one of files is open. */
    static boolean mayWorkIn(Collection<Path> folders, Collection<Path> files) throws IOException {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return isAnywhere();
        }
        GitProcesses asked = new GitProcesses(folders, files);
        return numbered(PROCESSES).stream().anyMatch(asked::isHere);
    }

    /** Where the system does not say in which folder a process works. */
    private static boolean isAnywhere() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().command().stream())
                .anyMatch(command -> Path.of(command).getFileName().toString().startsWith(NAME));
    }

    private boolean isHere(Path process) {
        boolean isGit = words(process, "comm").get(0).startsWith(NAME);
        try {
            return isGit ? worksHere(process) : hasOpen(process);
        } catch (IOException e) {
            // Of a process that has ended no command line is left.
            return isGit && !words(process, "cmdline").get(0).isEmpty();
        }
    }

    private boolean worksHere(Path process) throws IOException {
        List<String> line = words(process, "cmdline");
        if (line.stream().anyMatch(word -> word.endsWith(DAEMON))) {
            return false;
        }
        Path at = process.resolve("cwd").toRealPath();
        if (isOurs(process.resolve("cwd")) || isOurs(at, line, "--git-dir=")) {
            return true;
        }
        int option = line.indexOf("--git-dir") + 1;
        return (option > 0 && option < line.size() && isOurs(at.resolve(line.get(option))))
                || isOurs(at, words(process, "environ"), "GIT_DIR=");
    }

    private boolean isOurs(Path at, List<String> words, String before) throws IOException {
        for (String word : words) {
            if (word.startsWith(before) && isOurs(at.resolve(word.substring(before.length())))) {
                return true;
            }
        }
        return false;
    }

    /** By the file as well: in a container the same folder has another path. */
    private boolean isOurs(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        Path real = path.toRealPath();
        for (Path folder : folders) {
            if (real.startsWith(folder) || Files.isSameFile(path, folder)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasOpen(Path process) throws IOException {
        for (Path open : numbered(process.resolve("fd"))) {
            if (files.contains(Files.readSymbolicLink(open))) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> numbered(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
                    .toList();
        }
    }

    /** What {@code file} says of a process; one empty word where it says nothing. */
    private static List<String> words(Path process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(process.resolve(file));
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of("");
        }
    }
}
