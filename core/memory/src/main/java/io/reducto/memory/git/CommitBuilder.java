package io.reducto.memory.git;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes commits without touching the user's index, work tree, HEAD or refs: the parent's tree, its
 * managed files replaced by exactly those given. No hook runs and nothing is signed, since what is
 * committed is ours. The same arguments give the same commit. For one caller at a time, who holds
 * the lock of the clone.
 */
public final class CommitBuilder {
    private final Git git;
    private final ObjectFormat format;
    private final ManagedFiles managed;
    private final TreeReader reader;
    private final BlobNames names;

    /** Commits in the repository of {@code clone}. */
    public CommitBuilder(Git git, CloneFolder clone, ManagedFiles managed) {
        this(git, clone, managed, new TreeReader(git, managed), new BlobNames(clone.format()));
    }

    /** The same; what {@code reader} has listed and {@code names} has named is not asked again. */
    public CommitBuilder(
            Git git, CloneFolder clone, ManagedFiles managed, TreeReader reader, BlobNames names) {
        this.git = git;
        this.format = clone.format();
        this.managed = managed;
        this.reader = reader;
        this.names = names;
    }

    /**
     * A commit on {@code parent}, or the first of a history; two processes, one where nothing
     * changes; one more with files that are not managed.
     *
     * @param parent answered itself where its tree would not change
     * @param files by path from the root. Managed files that are not among them are removed; others
     *     that are ({@code .gitattributes}) are put, and those that are not stay
     */
    public ObjectId commit(
            Optional<ObjectId> parent,
            Map<String, byte[]> files,
            String message,
            Identity by,
            Instant time)
            throws GitException {
        SortedMap<String, ObjectId> before =
                parent.isPresent() ? reader.list(parent.get(), others(files)) : new TreeMap<>();
        FastImport stream = new FastImport(git, format);
        stream.commit(message.endsWith("\n") ? message : message + "\n", by, time);
        parent.ifPresent(id -> stream.from(id.hex()));
        boolean changes = parent.isEmpty();
        for (String path : before.keySet()) {
            if (!files.containsKey(path)) {
                stream.delete(path);
                changes = true;
            }
        }
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            if (!names.of(file.getValue()).equals(before.get(file.getKey()))) {
                stream.put(file.getKey(), file.getValue());
                changes = true;
            }
        }
        return changes ? stream.write().get(0) : parent.get();
    }

    private List<String> others(Map<String, byte[]> files) {
        return files.keySet().stream().filter(path -> !managed.contain(path)).toList();
    }
}
