package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.ManagedFiles;
import io.reducto.memory.git.ObjectId;
import io.reducto.memory.git.RemoteBranch;
import io.reducto.memory.git.TreeFile;
import io.reducto.memory.git.TreeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a remote has, read as it grows; changes nothing there. Lines that a merge or an edit has
 * dropped are read from the commits before it. For one thread.
 */
public final class RemoteHistory {
    private static final ManagedFiles MANAGED = ManagedFiles.OF_MEMORY;
    private static final ReplicaId READER = new ReplicaId("reader");

    private final RemoteAddress remote;
    private final RemoteFolder folder;
    private final TreeReader reader;
    private final Set<ObjectId> seen = new HashSet<>();

    /**
     * The history of {@code remote}; asks nothing yet.
     *
     * @param folder of a clone, which is made where there is none: a cache that nobody else may use
     */
    public RemoteHistory(Path folder, RemoteAddress remote, Surroundings surroundings)
            throws IOException {
        this.remote = remote;
        this.folder = new RemoteFolder(folder, remote, READER, surroundings);
        this.reader = new TreeReader(this.folder.git(), MANAGED);
    }

    /**
     * What was read.
     *
     * @param commit up to where
     * @param contents of files that were not read before; a file may be there in several versions.
     *     Its plain lines are no writes yet: whoever exchanges with the remote makes them
     */
    public record News(String commit, List<MemoryContents> contents) {}

    /**
     * Reads what is there and was not read.
     *
     * @param upTo what the last {@link News} said, of this object or of an earlier one
     * @return empty where nothing is new
     * @throws MemoryException where the remote does not answer, or a newer release wrote a file
     */
    public Optional<News> read(Optional<String> upTo) throws MemoryException {
        try {
            Optional<ObjectId> tip = tip();
            if (tip.isEmpty() || tip.map(ObjectId::hex).equals(upTo)) {
                return Optional.empty();
            }
            return Optional.of(new News(tip.get().hex(), contents(tip.get(), upTo)));
        } catch (GitException e) {
            throw MemoryClone.failure(e);
        }
    }

    private Optional<ObjectId> tip() throws GitException, MemoryException {
        CloneFolder clone = folder.opened();
        return new RemoteBranch(folder.git(), clone, clone.upstream().orElseThrow()).fetch();
    }

    private List<MemoryContents> contents(ObjectId tip, Optional<String> upTo)
            throws GitException, MemoryException {
        Set<ObjectId> commits = new HashSet<>();
        commits.add(tip);
        commits.addAll(
                upTo.isPresent()
                        ? reader.parentsOfLosses(
                                new ObjectId(upTo.get()), Set.of(tip), CloneMemory.HOSTS)
                        : reader.mergeParents(Optional.empty(), tip));
        Map<TreeFile, byte[]> unseen = reader.readUnseen(commits, seen);
        List<MemoryContents> contents = new ArrayList<>();
        for (Map<String, byte[]> files : CloneMemory.versions(unseen)) {
            contents.add(read(tip, files));
        }
        unseen.keySet().forEach(file -> seen.add(file.blob()));
        return contents;
    }

    private MemoryContents read(ObjectId tip, Map<String, byte[]> files) throws MemoryException {
        MemoryContents contents = MemoryFiles.readWithUnified(files);
        if (!contents.tooNew().isEmpty()) {
            throw new MemoryException(
                    MemoryException.Kind.TOO_NEW,
                    "%s: commit %s: %s: a newer release wrote it; install that release"
                            .formatted(remote, tip, contents.tooNew()));
        }
        return contents;
    }
}
