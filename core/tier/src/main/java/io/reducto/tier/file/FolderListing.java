package io.reducto.tier.file;

import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Collects one page in the order of full names.
 *
 * <p>Inside a folder, an object sorts by its segment and a folder by its segment with the slash: as
 * siblings have no slash elsewhere, that is the order of the full names below them. Folders that
 * hold nothing of the page are not entered. At most a page of entries per level is in memory,
 * whatever the size of a folder; a folder is read once per page.
 */
final class FolderListing {
    private final ObjectPaths paths;
    private final String prefix;
    private final String startAfter;
    private final int objectsMax;
    private final List<ListedObject> objects = new ArrayList<>();

    FolderListing(ObjectPaths paths, String prefix, String startAfter, int objectsMax) {
        this.paths = paths;
        this.prefix = prefix;
        this.startAfter = startAfter;
        this.objectsMax = objectsMax;
    }

    static ObjectPage page(ObjectPaths paths, String prefix, String startAfter) throws IOException {
        return new FolderListing(paths, prefix, startAfter, ObjectReader.PAGE_OBJECTS_MAX)
                .collect();
    }

    // One object more than fits tells whether there is more.
    ObjectPage collect() throws IOException {
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (folder.isEmpty() || ObjectPaths.isName(folder.substring(0, folder.length() - 1))) {
            walk(folder);
        }
        boolean hasMore = objects.size() > objectsMax;
        return new ObjectPage(hasMore ? objects.subList(0, objectsMax) : objects, hasMore);
    }

    private boolean isFull() {
        return objects.size() > objectsMax;
    }

    private void walk(String folder) throws IOException {
        String after = "";
        boolean isEnd = false;
        while (!isEnd && !isFull()) {
            NavigableSet<String> keys = nextKeys(folder, after);
            for (String key : keys) {
                visit(folder + key);
            }
            isEnd = keys.size() <= objectsMax;
            after = isEnd ? after : keys.last();
        }
    }

    private void visit(String name) throws IOException {
        if (isFull()) {
            return;
        }
        if (name.endsWith("/")) {
            walk(name);
        } else {
            add(ObjectName.of(name));
        }
    }

    /** The smallest keys of a folder that come after {@code after}: a page of them and one. */
    private NavigableSet<String> nextKeys(String folder, String after) throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        Path path = paths.folder(folder);
        try {
            paths.checkFolders(path);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    String key = ObjectPaths.key(entry);
                    if (key.compareTo(after) > 0 && isWanted(folder + key)) {
                        keys.add(key);
                        if (keys.size() > objectsMax + 1) {
                            keys.pollLast();
                        }
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new TreeSet<>();
        }
        return keys;
    }

    private boolean isWanted(String name) {
        if (name.length() > ObjectName.LENGTH_MAX) {
            return false;
        }
        if (name.endsWith("/")) {
            return (name.startsWith(prefix) || prefix.startsWith(name))
                    && (name.compareTo(startAfter) > 0 || startAfter.startsWith(name));
        }
        return name.startsWith(prefix) && name.compareTo(startAfter) > 0;
    }

    private void add(ObjectName name) throws IOException {
        try {
            BasicFileAttributes attributes = ObjectPaths.attributes(paths.file(name));
            if (attributes.isRegularFile()) {
                objects.add(new ListedObject(name, attributes.size()));
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
    }
}
