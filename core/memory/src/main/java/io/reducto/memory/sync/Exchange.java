package io.reducto.memory.sync;

import io.reducto.memory.git.Backoff;
import io.reducto.memory.git.BlobNames;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.CommitBuilder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.Identity;
import io.reducto.memory.git.LocalBranch;
import io.reducto.memory.git.ManagedFiles;
import io.reducto.memory.git.Move;
import io.reducto.memory.git.ObjectId;
import io.reducto.memory.git.PushResult;
import io.reducto.memory.git.References;
import io.reducto.memory.git.RemoteBranch;
import io.reducto.memory.sync.Outcome.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings a clone and its remote to the same knowledge, without merging a text: what the remote has
 * is joined, and what comes of it is a commit on the remote's tip. {@code docs/format/memory.md}
 * has the steps. For one thread, once.
 */
final class Exchange {
    private static final ManagedFiles MANAGED = ManagedFiles.OF_MEMORY;
    private static final String MESSAGE = "Back up memory of %s";

    private final Git git;
    private final CloneFolder clone;
    private final CloneMemory memory;
    private final Surroundings surroundings;
    private final List<String> notes = new ArrayList<>();

    /* A file that is rendered again and is the same is the same array. */
    private final BlobNames names;

    private Optional<ObjectId> committed = Optional.empty();

    Exchange(Git git, CloneFolder clone, CloneMemory memory, Surroundings surroundings) {
        this.git = git;
        this.clone = clone;
        this.memory = memory;
        this.surroundings = surroundings;
        this.names = new BlobNames(clone.format());
    }

    /** Lines for the user. */
    List<String> notes() {
        return notes;
    }

    /** The commit that holds what is known, where one was made or found and a branch has it. */
    Optional<ObjectId> commit() {
        return committed;
    }

    /**
     * Commits what is known on the tip of the local branch; asks no remote. Where the branch cannot
     * take the commit nobody would find it: then only the saved state has what is new.
     */
    Delivery commitHere() throws GitException, IOException, MemoryException {
        Optional<ObjectId> head = clone.branch().commit();
        ObjectId commit = acknowledged(head);
        boolean isThere = move(commit) || head.equals(Optional.of(commit));
        committed = isThere ? Optional.of(commit) : Optional.empty();
        memory.renderedIn(commit);
        return isThere ? Delivery.COMMITTED : Delivery.KEPT;
    }

    /** Exchanges with the remote, or commits here where there is none or it does not answer. */
    Delivery run() throws GitException, IOException, MemoryException, InterruptedException {
        Optional<CloneFolder.Upstream> upstream = clone.upstream();
        if (upstream.isEmpty()) {
            return commitHere();
        }
        try {
            return with(new RemoteBranch(git, clone, upstream.get()));
        } catch (GitException e) {
            return keepHere(e);
        }
    }

    private Delivery keepHere(GitException reason)
            throws GitException, IOException, MemoryException {
        if (reason.kind() == GitException.Kind.INTERRUPTED) {
            throw reason;
        }
        notes.add("kept here: " + reason.getMessage());
        commitHere();
        return reason.kind() == GitException.Kind.REFUSED ? Delivery.REFUSED : Delivery.KEPT;
    }

    private Delivery with(RemoteBranch remote)
            throws GitException, IOException, MemoryException, InterruptedException {
        Patience patience = new Patience(surroundings);
        while (true) {
            try {
                Optional<Delivery> delivery = attempt(remote);
                if (delivery.isPresent()) {
                    return delivery.get();
                }
                if (!patience.afterBehind()) {
                    notes.add("kept here: others kept pushing; the next command tries again");
                    commitHere();
                    return Delivery.KEPT;
                }
            } catch (GitException e) {
                patience.after(e);
            }
        }
    }

    /** Empty where somebody was faster. */
    private Optional<Delivery> attempt(RemoteBranch remote)
            throws GitException, IOException, MemoryException {
        Optional<ObjectId> tip = remote.fetch();
        if (tip.isEmpty() && !isOurs(clone.branch().commit())) {
            notes.add("the remote has no such branch; push it once, then it is exchanged");
            return Optional.of(commitHere());
        }
        Optional<ObjectId> base = tip.isPresent() ? tip : clone.branch().commit();
        memory.learnCommits(base, remote.synced());
        memory.save();
        ObjectId commit = acknowledged(base);
        committed = Optional.of(commit);
        boolean isNew = !Optional.of(commit).equals(tip);
        if (isNew && remote.push(commit) == PushResult.BEHIND) {
            return Optional.empty();
        }
        move(commit);
        if (!remote.synced().equals(Optional.of(commit))) {
            new References(git).set(References.SYNCED, commit);
        }
        memory.renderedIn(commit);
        return Optional.of(isNew ? Delivery.PUSHED : Delivery.IN_STEP);
    }

    /** Whether a history may be published without publishing work of the user's. */
    private boolean isOurs(Optional<ObjectId> head) throws GitException {
        return head.isEmpty() || memory.hasOnlyOurs(head.get());
    }

    /**
     * A commit of what is known on {@code parent}, or {@code parent} where it has all of it. What
     * is acknowledged travels with a commit that is made anyway.
     */
    private ObjectId acknowledged(Optional<ObjectId> parent)
            throws GitException, IOException, MemoryException {
        if (parent.isPresent() && hasAll(parent.get())) {
            return parent.get();
        }
        memory.knowledge().acknowledge();
        memory.save();
        String replica = memory.knowledge().replica().text();
        Map<String, byte[]> files = files(parent);
        memory.hasRendered(blobs(files).values());
        ObjectId commit =
                new CommitBuilder(git, clone, MANAGED, memory.reader(), names)
                        .commit(
                                parent,
                                files,
                                MESSAGE.formatted(replica),
                                clone.identity(replica),
                                surroundings.clock().instant());
        memory.knowledge().committed();
        return commit;
    }

    private boolean hasAll(ObjectId commit) throws GitException, IOException {
        if (memory.isRenderedIn(commit)) {
            return true;
        }
        // Of what was written just now no commit can have anything: to render it says nothing new.
        return !memory.knowledge().hasNews()
                && memory.reader().list(commit).equals(blobs(files(Optional.of(commit))));
    }

    private SortedMap<String, ObjectId> blobs(Map<String, byte[]> files) {
        SortedMap<String, ObjectId> blobs = new TreeMap<>();
        files.forEach((path, bytes) -> blobs.put(path, names.of(bytes)));
        return blobs;
    }

    private Map<String, byte[]> files(Optional<ObjectId> parent) throws GitException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        memory.knowledge().render().forEach((path, bytes) -> files.put(path(path), bytes));
        memory.attributes(parent).ifPresent(bytes -> files.put(Attributes.FILE, bytes));
        return files;
    }

    static String path(String belowMemory) {
        return CloneMemory.FOLDER + belowMemory;
    }

    /**
     * Whether the branch has the commit now. What is pushed does not depend on it: where the branch
     * cannot be moved, the next command moves it.
     */
    private boolean move(ObjectId commit) throws GitException {
        Identity identity = clone.identity(memory.knowledge().replica().text());
        try {
            Move move =
                    new LocalBranch(git, clone, MANAGED)
                            .moveTo(commit, identity, surroundings.clock().instant());
            if (!move.isDone() && move.outcome() != Move.Outcome.ABSENT) {
                notes.add("the local branch stays: " + words(move));
            }
            return move.isDone();
        } catch (GitException e) {
            if (e.kind() == GitException.Kind.INTERRUPTED) {
                throw e;
            }
            notes.add("the local branch stays: " + e.getMessage());
            return false;
        }
    }

    private static String words(Move move) {
        StringBuilder words = new StringBuilder();
        words.append(move.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!move.paths().isEmpty()) {
            words.append(' ').append(move.paths());
        }
        if (!move.detail().isEmpty()) {
            words.append(", ").append(move.detail());
        }
        return words.toString();
    }

    /** Waits between attempts, longer where the remote does not answer. */
    private static final class Patience {
        private final Backoff unreachable;
        private final Backoff behind;

        Patience(Surroundings surroundings) {
            unreachable =
                    new Backoff(
                            Backoff.UNREACHABLE, surroundings.patience(), surroundings.backoff());
            behind = new Backoff(Backoff.BEHIND, surroundings.patience(), surroundings.backoff());
        }

        void after(GitException e) throws GitException, InterruptedException {
            boolean mayPass =
                    switch (e.kind()) {
                        case UNREACHABLE -> unreachable.await();
                        case LOCKED -> behind.await();
                        default -> false;
                    };
            if (!mayPass) {
                throw e;
            }
        }

        boolean afterBehind() throws InterruptedException {
            return behind.await();
        }
    }
}
