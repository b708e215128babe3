package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * The files of a repository below {@code memory/}: a pure function of a state, and back. Paths are
 * relative to that folder.
 */
public final class MemoryFiles {
    /** The folder of the files with writes, one for each replica. */
    public static final String HOSTS = "hosts/";

    /** The file that says what is known of replicas. */
    public static final String REPLICAS = "replicas.jsonl";

    /** The file that shows what the state amounts to; it can be rendered from the others. */
    public static final String UNIFIED = "unified.jsonl";

    /** How all of them end. */
    public static final String SUFFIX = ".jsonl";

    private MemoryFiles() {}

    /** Whether {@code path} is of a file that {@link #read} looks at. */
    public static boolean isMemory(String path) {
        String name = path.startsWith(HOSTS) ? path.substring(HOSTS.length()) : path;
        return name.endsWith(SUFFIX) && name.indexOf('/') < 0;
    }

    /**
     * The files of {@code state}; one without a line is left out.
     *
     * @throws IllegalArgumentException where a value is not that of an entry
     */
    public static SortedMap<String, byte[]> render(ObservedRemoveMap state) {
        return new MemoryRenderer().render(state);
    }

    /**
     * What {@code files} hold: every line of them, as a write, as a plain entry or as damage.
     * Writes in the unified file are not taken, because it is rendered from the others; its plain
     * lines are.
     */
    public static MemoryContents read(Map<String, byte[]> files) {
        return new Reading(false).read(files);
    }

    /** As {@link #read}, and takes the writes in the unified file as well. */
    public static MemoryContents readWithUnified(Map<String, byte[]> files) {
        return new Reading(true).read(files);
    }
}
