package io.reducto.tier.file;

import io.reducto.tier.ObjectName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Object names as paths below the root, and back.
 *
 * <pre>
 * packs/6a/6a9f.shard   →   &lt;root&gt;/packs,/6a,/6a9f.shard
 * </pre>
 *
 * <p>Every segment but the last is a folder whose name ends in a comma, a character that no segment
 * has: so {@code a} and {@code a/b} do not meet, and the kind of an entry is told without a stat.
 */
final class ObjectPaths {
    private static final String FOLDER_SUFFIX = ",";

    private final Path root;

    ObjectPaths(Path root) {
        this.root = root;
    }

    /** The file of an object. */
    Path file(ObjectName name) {
        String value = name.value();
        int cut = value.lastIndexOf('/') + 1;
        return folder(value.substring(0, cut)).resolve(value.substring(cut));
    }

    /** The folder of {@code ""} or of a prefix that ends in a slash. */
    Path folder(String prefix) {
        Path folder = root;
        for (int at = 0; at < prefix.length(); ) {
            int end = prefix.indexOf('/', at);
            folder = folder.resolve(prefix.substring(at, end) + FOLDER_SUFFIX);
            at = end + 1;
        }
        return folder;
    }

    /**
     * What an entry of a folder contributes to names: {@code segment/} for a folder, the segment
     * for an object; {@code ""} for what is hidden or not ours.
     */
    static String key(Path entry) {
        String file = String.valueOf(entry.getFileName());
        boolean isFolder = file.endsWith(FOLDER_SUFFIX);
        String segment = isFolder ? file.substring(0, file.length() - 1) : file;
        if (!isName(segment)) {
            return "";
        }
        return isFolder ? segment + "/" : segment;
    }

    /** Whether an object could be named so. */
    static boolean isName(String value) {
        try {
            ObjectName.of(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Fails unless every folder from the root down to {@code folder} is a real one. The check and
     * the use after it are two steps: it stops mistakes and planted links, not a race with somebody
     * who can write to the volume anyway.
     */
    void checkFolders(Path folder) throws IOException {
        Path at = root;
        for (Path part : root.relativize(folder)) {
            if (part.toString().isEmpty()) {
                continue;
            }
            at = at.resolve(part);
            if (!attributes(at).isDirectory()) {
                throw new FileSystemException(
                        at.toString(), null, "not a folder; symbolic links are not followed");
            }
        }
    }

    /** Attributes of the file of an object, which must be a regular one. */
    BasicFileAttributes checkFile(Path file) throws IOException {
        checkFolders(parent(file));
        BasicFileAttributes attributes = attributes(file);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(
                    file.toString(), null, "not a regular file; symbolic links are not followed");
        }
        return attributes;
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no parent: " + path);
        }
        return parent;
    }
}
