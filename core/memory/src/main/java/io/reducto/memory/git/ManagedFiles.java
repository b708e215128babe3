package io.reducto.memory.git;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which files of a tree are ours: those directly in some folders whose names have one ending.
 * Everything else, in these folders too, belongs to the user.
 *
 * @param folders paths from the root, {@code /} between names, none at the ends
 * @param ending what the names of our files end with
 */
public record ManagedFiles(List<String> folders, String ending) {
    /** {@code memory/*.jsonl} and {@code memory/hosts/*.jsonl}. */
    public static final ManagedFiles OF_MEMORY =
            new ManagedFiles(List.of("memory", "memory/hosts"), ".jsonl");

    /** Refuses folders that are not paths from the root. */
    public ManagedFiles {
        folders = List.copyOf(folders);
        for (String folder : folders) {
            if (folder.isEmpty() || folder.startsWith("/") || folder.endsWith("/")) {
                throw new IllegalArgumentException(
                        "managed folder: expected a path from the root, found \"%s\""
                                .formatted(folder));
            }
        }
    }

    /** Whether the file at {@code path}, from the root, is ours. */
    public boolean contain(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && path.endsWith(ending) && folders.contains(path.substring(0, slash));
    }

    <V> SortedMap<String, V> of(Map<String, V> files) {
        return files.entrySet().stream()
                .filter(entry -> contain(entry.getKey()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }
}
