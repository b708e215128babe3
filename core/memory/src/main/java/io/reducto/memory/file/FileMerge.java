package io.reducto.memory.file;

/** Merges two versions of one file: what Git's merge driver does. */
public final class FileMerge {
    private FileMerge() {}

    /**
     * The file that holds what both versions hold. Writes, and what is known of replicas, are
     * joined; of the unified file lines are kept that neither version has dropped since {@code
     * base}, and that nothing kept dominates. Plain lines of both are kept, each text once. The
     * result does not depend on which version is called ours, unless it is too new.
     *
     * @param path of the file, relative to {@code memory/}
     */
    public static MergedFile merge(String path, byte[] base, byte[] ours, byte[] theirs) {
        return path.equals(MemoryFiles.UNIFIED)
                ? UnifiedMerge.merge(path, base, ours, theirs)
                : StateMerge.merge(path, ours, theirs);
    }
}
