package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads our files of commits: any number of commits in three processes, one for what there is, two
 * for bytes that are not known yet. Not safe for use by several threads.
 */
public final class TreeReader {
    /** The largest file that is read. */
    public static final long FILE_MAX_BYTES = 1L << 30;

    /** How much one process is asked for, one larger file excepted. */
    private static final long ANSWER_MAX_BYTES = 256L << 20;

    /** How many commits one process lists. */
    private static final int COMMITS_MAX = 4_096;

    private final Git git;
    private final ManagedFiles managed;
    private Map<ObjectId, SortedMap<String, ObjectId>> listed = Map.of();

    /** Reads the files that are {@code managed}. */
    public TreeReader(Git git, ManagedFiles managed) {
        this.git = git;
        this.managed = managed;
    }

    /** Our files of {@code commit} by path; no process where it was among those listed last. */
    public SortedMap<String, ObjectId> list(ObjectId commit) throws GitException {
        SortedMap<String, ObjectId> known = listed.getOrDefault(commit, new TreeMap<>());
        // Of none it is not known whether there are none, or no such commit yet.
        return new TreeMap<>(known.isEmpty() ? list(List.of(commit)).get(commit) : known);
    }

    /** The bytes of any one file, also of one that is not ours; one process. */
    public Optional<byte[]> file(ObjectId commit, String path) throws GitException {
        return BatchReader.ask(git, "--batch", List.of(commit + ":" + path))
                .get(0)
                .filter(item -> item.isOf("blob"))
                .map(BatchReader.Item::content);
    }

    /** Our files of {@code commit}, and those of {@code others} that it has; one process each. */
    SortedMap<String, ObjectId> list(ObjectId commit, Collection<String> others)
            throws GitException {
        SortedMap<String, ObjectId> files = list(commit);
        List<String> paths = List.copyOf(others);
        List<String> names = paths.stream().map(path -> commit + ":" + path).toList();
        List<Optional<BatchReader.Item>> items = BatchReader.ask(git, "--batch-check", names);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            items.get(i).ifPresent(item -> files.put(path, item.id()));
        }
        return files;
    }

    /**
     * Our files of each of {@code commits} by path, in one process for each {@value #COMMITS_MAX}.
     * Symbolic links and nested repositories are none of them; a commit that is not there has none.
     */
    public Map<ObjectId, SortedMap<String, ObjectId>> list(Collection<ObjectId> commits)
            throws GitException {
        List<ObjectId> distinct = List.copyOf(new LinkedHashSet<>(commits));
        Map<ObjectId, SortedMap<String, ObjectId>> files = new LinkedHashMap<>();
        for (int from = 0; from < distinct.size(); from += COMMITS_MAX) {
            int to = Math.min(from + COMMITS_MAX, distinct.size());
            list(distinct.subList(from, to), files);
        }
        listed = files.size() <= COMMITS_MAX ? files : Map.of();
        return files;
    }

    private void list(List<ObjectId> commits, Map<ObjectId, SortedMap<String, ObjectId>> files)
            throws GitException {
        List<String> names = new ArrayList<>();
        for (ObjectId commit : commits) {
            managed.folders().forEach(folder -> names.add(commit + ":" + folder));
        }
        Iterator<Optional<BatchReader.Item>> items =
                BatchReader.ask(git, "--batch", names).iterator();
        for (ObjectId commit : commits) {
            SortedMap<String, ObjectId> ofCommit = new TreeMap<>();
            for (String folder : managed.folders()) {
                items.next()
                        .filter(item -> item.isOf("tree"))
                        .ifPresent(item -> addOurs(folder, item, ofCommit));
            }
            files.put(commit, ofCommit);
        }
    }

    /** The bytes of {@code commit}'s files by path; two processes, one where it has none. */
    public SortedMap<String, byte[]> read(ObjectId commit) throws GitException {
        SortedMap<String, ObjectId> listed = list(commit);
        Map<ObjectId, byte[]> contents = contents(listed.values());
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, ObjectId> file : listed.entrySet()) {
            byte[] bytes = contents.get(file.getValue());
            if (bytes != null) {
                files.put(file.getKey(), bytes);
            }
        }
        return files;
    }

    /**
     * The bytes of the files of {@code commits} whose blobs are not in {@code seen}, each blob
     * under the first path at which it stands. {@code seen} is not changed.
     */
    public Map<TreeFile, byte[]> readUnseen(Collection<ObjectId> commits, Set<ObjectId> seen)
            throws GitException {
        Map<ObjectId, TreeFile> wanted = new LinkedHashMap<>();
        for (SortedMap<String, ObjectId> files : list(commits).values()) {
            files.forEach(
                    (path, blob) -> {
                        if (!seen.contains(blob)) {
                            wanted.putIfAbsent(blob, new TreeFile(path, blob));
                        }
                    });
        }
        Map<TreeFile, byte[]> files = new LinkedHashMap<>();
        contents(wanted.keySet()).forEach((blob, bytes) -> files.put(wanted.get(blob), bytes));
        return files;
    }

    /**
     * The bytes of {@code blobs}: one process, one more for each {@value #ANSWER_MAX_BYTES} bytes.
     * Blobs that the repository does not hold are left out.
     *
     * @throws GitException also where one is larger than {@link #FILE_MAX_BYTES}
     */
    public Map<ObjectId, byte[]> contents(Collection<ObjectId> blobs) throws GitException {
        Map<ObjectId, byte[]> contents = new LinkedHashMap<>();
        for (List<String> portion : portions(new LinkedHashSet<>(blobs))) {
            for (Optional<BatchReader.Item> item : BatchReader.ask(git, "--batch", portion)) {
                item.filter(i -> i.isOf("blob")).ifPresent(i -> contents.put(i.id(), i.content()));
            }
        }
        return contents;
    }

    /**
     * The parents of all merges in {@code since..tip}, as far as one of them has other files of
     * ours than its merge. Where {@code since} is empty, or not held any more, the whole history
     * counts.
     */
    public Set<ObjectId> mergeParents(Optional<ObjectId> since, ObjectId tip) throws GitException {
        List<String> arguments = new ArrayList<>(List.of("rev-list", "--merges", "--full-history"));
        arguments.addAll(List.of("--no-commit-header", "--format=%P", "--ignore-missing"));
        arguments.add(tip.hex());
        since.ifPresent(commit -> arguments.add("^" + commit));
        arguments.add("--");
        arguments.addAll(managed.folders());
        Set<ObjectId> parents = new LinkedHashSet<>();
        String text = git.run(GitCommand.of(arguments.toArray(String[]::new))).text();
        for (String hex : text.split("\\s+", -1)) {
            if (!hex.isEmpty()) {
                parents.add(new ObjectId(hex));
            }
        }
        return parents;
    }

    /**
     * The parents of all commits that {@code tips} contain and {@code since} does not, and that
     * have dropped lines of files in {@code folder} which one of their parents had: merges by hand,
     * deletions, edits. One process.
     */
    public Set<ObjectId> parentsOfLosses(ObjectId since, Collection<ObjectId> tips, String folder)
            throws GitException {
        List<String> arguments =
                new ArrayList<>(List.of("-c", "log.showRoot=true", "-c", "log.follow=false"));
        arguments.addAll(List.of("log", "--full-history", "--ignore-missing"));
        arguments.addAll(List.of("--no-show-signature", "--no-mailmap", "--no-ext-diff"));
        arguments.addAll(List.of("--no-textconv", "--no-renames", "--no-relative"));
        arguments.addAll(List.of("--diff-merges=separate", "--numstat", "--format=%H %P"));
        tips.forEach(tip -> arguments.add(tip.hex()));
        arguments.addAll(List.of("^" + since, "--", folder));
        return LostLines.parents(git.run(GitCommand.of(arguments.toArray(String[]::new))).text());
    }

    private List<List<String>> portions(Set<ObjectId> blobs) throws GitException {
        if (blobs.isEmpty()) {
            return List.of();
        }
        List<String> names = blobs.stream().map(ObjectId::hex).toList();
        List<List<String>> portions = new ArrayList<>();
        List<String> portion = new ArrayList<>();
        long bytes = 0;
        for (Optional<BatchReader.Item> item : BatchReader.ask(git, "--batch-check", names)) {
            if (item.isEmpty()) {
                continue;
            }
            long size = checkedSize(item.get());
            if (!portion.isEmpty() && bytes + size > ANSWER_MAX_BYTES) {
                portions.add(portion);
                portion = new ArrayList<>();
                bytes = 0;
            }
            portion.add(item.get().id().hex());
            bytes += size;
        }
        portions.add(portion);
        return portions;
    }

    private static long checkedSize(BatchReader.Item item) throws GitException {
        if (item.size() > FILE_MAX_BYTES) {
            throw new GitException(
                    Kind.OTHER,
                    "blob %s: expected at most %d bytes, found %d"
                            .formatted(item.id(), FILE_MAX_BYTES, item.size()));
        }
        return item.size();
    }

    private void addOurs(String folder, BatchReader.Item tree, SortedMap<String, ObjectId> files) {
        byte[] bytes = tree.content();
        int idBytes = tree.id().hex().length() / 2;
        for (int at = 0; at < bytes.length; ) {
            int space = indexOf(bytes, ' ', at);
            int end = indexOf(bytes, 0, space);
            String mode = new String(bytes, at, space - at, StandardCharsets.US_ASCII);
            String name = new String(bytes, space + 1, end - space - 1, StandardCharsets.UTF_8);
            at = end + 1 + idBytes;
            String path = folder + "/" + name;
            if (mode.startsWith("100") && managed.contain(path)) {
                byte[] id = Arrays.copyOfRange(bytes, end + 1, at);
                files.put(path, new ObjectId(HexFormat.of().formatHex(id)));
            }
        }
    }

    private static int indexOf(byte[] bytes, int wanted, int from) {
        int at = from;
        while (bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
