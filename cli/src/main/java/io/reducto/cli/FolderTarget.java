package io.reducto.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder that takes objects under their names, and never lets one of them out: not by a name, not
 * by a symbolic link that stands in the way.
 */
final class FolderTarget {
    private final Path folder;

    /** Makes the folder if it is not there. */
    FolderTarget(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.toAbsolutePath()).toRealPath();
    }

    /**
     * The file for an object, which is not there yet; its folder is made.
     *
     * @throws IOException if the name is not one for a file below this folder, or something is in
     *     its place
     */
    Path file(String object) throws IOException {
        Path at = folder;
        String[] parts = object.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            checkPart(object, parts[i]);
            if (i > 0) {
                makeFolder(object, at);
            }
            at = at.resolve(parts[i]);
        }
        if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("%s is there already".formatted(at));
        }
        return at;
    }

    private static void checkPart(String object, String part) throws IOException {
        boolean isSafe =
                !part.isEmpty()
                        && !part.equals(".")
                        && !part.equals("..")
                        && !part.endsWith(FileRestore.PART)
                        && part.indexOf('\\') < 0
                        && part.chars().noneMatch(Character::isISOControl);
        if (!isSafe) {
            throw new IOException(
                    "object '%s': expected a name that is a path below a folder, found the part '%s'; restore it by itself, to a file that you name"
                            .formatted(printable(object), printable(part)));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void makeFolder(String object, Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path);
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "object '%s': expected a folder at %s, found something else"
                            .formatted(object, path));
        }
    }
}
