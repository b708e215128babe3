package io.reducto.memory.sync;

import io.reducto.memory.client.SecretGate;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitOutput;
import io.reducto.memory.git.ManagedFiles;
import io.reducto.memory.git.ObjectId;
import io.reducto.memory.git.References;
import io.reducto.memory.git.TreeFile;
import io.reducto.memory.git.TreeReader;
import io.reducto.memory.secret.AllowList;
import io.reducto.memory.secret.SecretPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a clone knows, and where it learns it from: its own commits and work tree, and commits of
 * others. For one thread.
 */
final class CloneMemory {
    /** Where our files are. */
    static final String FOLDER = "memory/";

    /** Names the commit that has the files of the saved state; gone when the state changes. */
    private static final String RENDERED = "rendered";

    /** Where writes are. */
    static final String HOSTS = "memory/hosts";

    static final String ALLOWED = FOLDER + "secrets-allowed.txt";

    private static final ManagedFiles MANAGED = ManagedFiles.OF_MEMORY;

    private final Git git;
    private final CloneFolder clone;
    private final CloneSettings settings;
    private final Knowledge knowledge;
    private final LocalState state;
    private final SeenBlobs seen;
    private final LocalFolder folder;
    private final boolean asksForAttributes;
    private final TreeReader reader;

    /**
     * Begins with {@code knowledge}.
     *
     * @param asksForAttributes whether commits are to have our lines of {@code .gitattributes}
     */
    CloneMemory(
            Git git,
            CloneFolder clone,
            Knowledge knowledge,
            LocalFolder folder,
            boolean asksForAttributes)
            throws IOException {
        this.git = git;
        this.clone = clone;
        this.settings = new CloneSettings(clone);
        this.knowledge = knowledge;
        this.state = new LocalState(folder);
        this.folder = folder;
        this.seen = SeenBlobs.read(folder, !knowledge.map().registers().isEmpty());
        this.asksForAttributes = asksForAttributes;
        this.reader = new TreeReader(git, MANAGED);
    }

    /** Reads commits of the clone; knows what it has listed for {@link #learnCommits}. */
    TreeReader reader() {
        return reader;
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /** Makes what is known durable in this clone, if it is more than before. */
    void save() throws IOException {
        if (knowledge.isUnsaved()) {
            folder.delete(RENDERED);
            state.write(knowledge.map());
            knowledge.saved();
        }
        seen.save();
    }

    /**
     * Whether {@code commit} is known to have the files of what is known: they need no rendering.
     */
    boolean isRenderedIn(ObjectId commit) throws IOException {
        return !asksForAttributes
                && !knowledge.isUnsaved()
                && Arrays.equals(folder.read(RENDERED).orElse(new byte[0]), bytes(commit));
    }

    /** Remembers that {@code commit} has the files of what is known. */
    void renderedIn(ObjectId commit) throws IOException {
        if (!knowledge.isUnsaved() && !isRenderedIn(commit)) {
            folder.write(RENDERED, bytes(commit));
        }
    }

    /** Remembers that the saved state has all of {@code blobs}, which were made of it. */
    void hasRendered(Collection<ObjectId> blobs) {
        blobs.forEach(seen::add);
    }

    private static byte[] bytes(ObjectId commit) {
        return commit.hex().getBytes(StandardCharsets.US_ASCII);
    }

    /** Joins what the local branch holds, and the work tree where that is checked out. */
    void learnHere() throws GitException, IOException, MemoryException {
        Optional<ObjectId> tip = clone.branchAtOpen().commit();
        if (tip.isPresent() && !isLearnt(tip.get())) {
            learnCommits(Set.of(tip.get()));
        }
        if (clone.isCheckedOut()) {
            learnWorkTree();
        }
    }

    /** Whether all that {@code commit} holds is known; not known where the state was lost. */
    private boolean isLearnt(ObjectId commit) throws IOException {
        return !knowledge.map().registers().isEmpty() && isRenderedIn(commit);
    }

    private void learnWorkTree() throws GitException, IOException, MemoryException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String folder : MANAGED.folders()) {
            for (Path file : listed(clone.root().resolve(folder))) {
                String path = folder + "/" + file.getFileName();
                Optional<byte[]> bytes = MANAGED.contain(path) ? bytes(file) : Optional.empty();
                if (bytes.isPresent() && !seen.contains(clone.format().blob(bytes.get()))) {
                    files.put(path.substring(FOLDER.length()), bytes.get());
                }
            }
        }
        if (!files.isEmpty()) {
            learn("work tree", files, settings.secrets());
        }
    }

    private void learn(String place, Map<String, byte[]> files, SecretPolicy secrets)
            throws GitException, IOException, MemoryException {
        SortedMap<String, List<PlacedEntry>> older = knowledge.learn(place, files);
        if (!older.isEmpty()) {
            knowledge.takeOlder(older, new SecretGate(secrets, allowed()));
        }
    }

    /** What is no secret although it looks like one. */
    AllowList allowed() throws GitException, IOException {
        byte[] file = file(ALLOWED).orElse(new byte[0]);
        return AllowList.parse(new String(file, StandardCharsets.UTF_8));
    }

    private static List<Path> listed(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Optional<byte[]> bytes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Joins {@code tip}, and the parents of all commits since the last exchange that have dropped
     * lines: what a merge without the driver has left out is in one of them. Where nothing was
     * exchanged yet, those of all merges.
     */
    void learnCommits(Optional<ObjectId> tip, Optional<ObjectId> synced)
            throws GitException, IOException, MemoryException {
        Set<ObjectId> ends = new LinkedHashSet<>();
        tip.ifPresent(ends::add);
        clone.branchAtOpen().commit().ifPresent(ends::add);
        synced.ifPresent(ends::remove);
        Set<ObjectId> commits = new LinkedHashSet<>(ends);
        if (synced.isPresent() && !ends.isEmpty()) {
            commits.addAll(reader.parentsOfLosses(synced.get(), ends, HOSTS));
        } else {
            for (ObjectId end : ends) {
                commits.addAll(reader.mergeParents(synced, end));
            }
        }
        learnCommits(commits);
    }

    /** What is committed already is not refused, or it would be shown to nobody: it gets a mask. */
    private void learnCommits(Set<ObjectId> commits)
            throws GitException, IOException, MemoryException {
        Map<TreeFile, byte[]> unseen = reader.readUnseen(commits, seen.all());
        for (Map<String, byte[]> files : versions(unseen)) {
            learn("commits " + commits, files, SecretPolicy.MASK);
        }
        unseen.keySet().forEach(file -> seen.add(file.blob()));
    }

    /** Files of one path, which stand in different commits, go apart. */
    static List<Map<String, byte[]>> versions(Map<TreeFile, byte[]> files) {
        List<Map<String, byte[]>> versions = new ArrayList<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        files.forEach(
                (file, bytes) -> {
                    String path = file.path().substring(FOLDER.length());
                    int version = count.merge(path, 1, Integer::sum) - 1;
                    if (version == versions.size()) {
                        versions.add(new TreeMap<>());
                    }
                    versions.get(version).put(path, bytes);
                });
        return versions;
    }

    /** The file at {@code path} of the branch: as in the work tree where that is checked out. */
    Optional<byte[]> file(String path) throws GitException, IOException {
        if (clone.isCheckedOut()) {
            return bytes(clone.root().resolve(path));
        }
        Optional<ObjectId> tip = tip();
        return tip.isPresent() ? reader.file(tip.get(), path) : Optional.empty();
    }

    /** The local branch, or the remote's as of the last exchange where there is none. */
    Optional<ObjectId> tip() throws GitException {
        Optional<ObjectId> local = clone.branch().commit();
        return local.isPresent() || clone.isCheckedOut()
                ? local
                : new References(git).get(References.SYNCED);
    }

    /** Whether the tree of {@code commit} holds nothing but our files. */
    boolean hasOnlyOurs(ObjectId commit) throws GitException {
        String names =
                git.run(
                                GitCommand.of(
                                        "ls-tree",
                                        "-r",
                                        "-z",
                                        "--full-tree",
                                        "--name-only",
                                        commit.hex()))
                        .text();
        return names.isEmpty()
                || Arrays.stream(names.split("\0", 0))
                        .allMatch(path -> MANAGED.contain(path) || path.equals(Attributes.FILE));
    }

    /**
     * What {@code .gitattributes} is to be on {@code parent}; empty where it is that, or may be.
     */
    Optional<byte[]> attributes(Optional<ObjectId> parent) throws GitException {
        if (parent.isEmpty()) {
            return Attributes.completed(new byte[0]);
        }
        return asksForAttributes ? missingAttributes(parent.get()) : Optional.empty();
    }

    /** What {@code .gitattributes} of {@code commit} should be; empty where it is. */
    Optional<byte[]> missingAttributes(ObjectId commit) throws GitException {
        GitCommand show = GitCommand.of("cat-file", "blob", commit + ":" + Attributes.FILE);
        GitOutput output = git.run(show.expecting(0, 128));
        return Attributes.completed(output.exitCode() == 0 ? output.bytes() : new byte[0]);
    }
}
