package io.reducto.memory.sync;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.StaleLocks;
import io.reducto.memory.sync.Outcome.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A clone that takes part in a memory, held by one command: what is taken in is durable here before
 * anything else changes, and then exchanged with the remote.
 *
 * <pre>{@code
 * try (MemoryClone clone = MemoryClone.open(folder, surroundings)) {
 *     clone.take(clone.clients());
 *     Outcome outcome = clone.exchange();
 * }
 * }</pre>
 *
 * <p>For one thread; another command of the same clone waits.
 */
public final class MemoryClone implements AutoCloseable {
    private static final String EXCHANGE = "exchange";
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    private final Git git;
    private final CloneFolder clone;
    private final CloneSettings settings;
    private final CloneLock lock;
    private final CloneMemory memory;
    private final Surroundings surroundings;
    private final Inbox inbox;
    private final ActionLog actions;
    private final SortedMap<Dot, String> rivalsBefore;
    private final List<String> notes = new ArrayList<>();

    private MemoryClone(
            Opening opening,
            CloneLock lock,
            CloneMemory memory,
            SortedMap<Dot, String> rivalsBefore) {
        this.git = opening.git;
        this.clone = opening.place;
        this.settings = opening.settings;
        this.surroundings = opening.surroundings;
        this.lock = lock;
        this.memory = memory;
        this.inbox = new Inbox(memory, opening.settings, opening.folder, notes);
        this.actions = new ActionLog(opening.folder, opening.surroundings.clock());
        this.rivalsBefore = rivalsBefore;
    }

    private record Opening(
            Git git,
            CloneFolder place,
            CloneSettings settings,
            LocalFolder folder,
            Surroundings surroundings) {}

    /**
     * Opens the clone that {@code folder} lies in, and learns what it holds.
     *
     * @throws MemoryException where {@code init} was not run in it, or another command does not end
     */
    public static MemoryClone open(Path folder, Surroundings surroundings)
            throws MemoryException, IOException, InterruptedException {
        return open(folder, surroundings, false);
    }

    static MemoryClone open(Path folder, Surroundings surroundings, boolean asksForAttributes)
            throws MemoryException, IOException, InterruptedException {
        try {
            Git git = surroundings.git().apply(folder);
            CloneFolder clone = CloneFolder.open(git);
            // From here on where it runs does not matter, which may be a folder below the root.
            git = surroundings.git().apply(clone.root());
            CloneSettings settings = new CloneSettings(clone);
            ReplicaId replica =
                    settings.replica()
                            .orElseThrow(
                                    () ->
                                            new MemoryException(
                                                    MemoryException.Kind.NOT_SET_UP,
                                                    "%s: no memory is kept in this clone; run reducto memory init in it"
                                                            .formatted(clone.root())));
            LocalFolder own = new LocalFolder(clone.privateFolder());
            Opening opening = new Opening(git, clone, settings, own, surroundings);
            CloneLock lock = CloneLock.take(own, LOCK_PATIENCE, surroundings.backoff());
            boolean isOpen = false;
            try {
                MemoryClone memory = locked(opening, lock, replica, asksForAttributes);
                isOpen = true;
                return memory;
            } finally {
                if (!isOpen) {
                    lock.close();
                }
            }
        } catch (GitException e) {
            throw failure(e);
        }
    }

    private static MemoryClone locked(
            Opening opening, CloneLock lock, ReplicaId replica, boolean asksForAttributes)
            throws GitException, MemoryException, IOException {
        ObservedRemoveMap map =
                new LocalState(opening.folder).read().orElseGet(ObservedRemoveMap::new);
        HybridClock clock = new HybridClock(opening.surroundings.clock()::millis);
        Knowledge knowledge = new Knowledge(replica, clock, map);
        CloneMemory memory =
                new CloneMemory(
                        opening.git, opening.place, knowledge, opening.folder, asksForAttributes);
        SortedMap<Dot, String> rivals = Rivals.of(map);
        memory.learnHere();
        MemoryClone clone = new MemoryClone(opening, lock, memory, rivals);
        clone.inbox.save();
        clone.removeStaleLocks();
        if (!clone.state().canWrite(replica)) {
            clone.takeNewName();
        }
        return clone;
    }

    /** Somebody claims to have seen the last sequence that this replica could ever write. */
    private void takeNewName() throws GitException, IOException {
        ReplicaId before = replica();
        ReplicaId next = ReplicaName.after(before, surroundings.backoff().random());
        memory.knowledge().writeAs(next);
        // First that nobody waits for the old name: where this ends in between, it is done again.
        inbox.save();
        settings.replica(next);
        notes.add(
                "this clone is %s from now on: a line of the memory claims the last sequence of %s"
                        .formatted(next, before));
    }

    private void removeStaleLocks() {
        try {
            for (Path lock : StaleLocks.remove(clone)) {
                notes.add("removed %s: a git that was killed had left it".formatted(lock));
            }
        } catch (IOException e) {
            // Where it matters, the command that needs the lock says so.
            notes.add("locks of a git that was killed: " + e);
        }
    }

    static MemoryException failure(GitException e) {
        MemoryException.Kind kind =
                switch (e.kind()) {
                    case NOT_A_REPOSITORY -> MemoryException.Kind.NOT_SET_UP;
                    case UNREACHABLE -> MemoryException.Kind.UNREACHABLE;
                    case REFUSED -> MemoryException.Kind.REFUSED;
                    case LOCKED -> MemoryException.Kind.BUSY;
                    default -> MemoryException.Kind.FAILED;
                };
        return new MemoryException(kind, String.valueOf(e.getMessage()), e);
    }

    /** The name of this replica. */
    public ReplicaId replica() {
        return memory.knowledge().replica();
    }

    /** Root of the work tree. */
    public Path root() {
        return clone.root();
    }

    /** The client files that {@code init} was told of. */
    public List<Path> clients() {
        return settings.clients();
    }

    /** What is known here; not to be changed. */
    public ObservedRemoveMap state() {
        return memory.knowledge().map();
    }

    /** Takes what somebody else has learnt. */
    void join(ObservedRemoveMap more) throws IOException {
        memory.knowledge().join(more);
        inbox.save();
    }

    /** Takes what clients have changed since their last backup. A missing file is noted. */
    public void take(List<Path> files) throws IOException, MemoryException {
        actions.attempt("take", () -> inbox.take(files));
    }

    /**
     * Takes what files of other tools, or of another memory, hold. Entries without metadata are
     * written under a name of the file's own, for which nobody waits.
     */
    public void merge(List<Path> files) throws IOException, MemoryException {
        actions.during("merge", Map.of("files", files.size()), () -> inbox.merge(files));
    }

    /**
     * Writes what the memory shows into {@code client}, an array of entries. What the client has
     * changed is taken before, its entries with secrets stay, and its old file is kept beside it.
     */
    public void restore(Path client) throws IOException, MemoryException {
        actions.during("restore", Map.of(), () -> inbox.restore(client));
    }

    /**
     * Removes the entry {@code key} as far as it is known here.
     *
     * @throws MemoryException where nothing of that key is shown
     */
    public void remove(String key) throws MemoryException, IOException {
        actions.during("rm", Map.of(), () -> removeKnown(key));
    }

    private void removeKnown(String key) throws MemoryException, IOException {
        Knowledge knowledge = memory.knowledge();
        if (state().remove(knowledge.clock(), replica(), key).registers().isEmpty()) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_FOUND,
                    "no entry has the key \"%s\"; reducto memory show lists them".formatted(key));
        }
        knowledge.wrote();
        inbox.save();
    }

    /**
     * Stops waiting for {@code gone}, so that history can be trimmed.
     *
     * @throws MemoryException where nobody of that name has written or acknowledged
     */
    public void retire(ReplicaId gone) throws MemoryException, IOException {
        actions.during("retire", Map.of("replica", gone.text()), () -> retireKnown(gone));
    }

    private void retireKnown(ReplicaId gone) throws MemoryException, IOException {
        boolean isKnown =
                state().acknowledgements().containsKey(gone)
                        || state().dots().ranges().containsKey(gone);
        if (!isKnown) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_FOUND,
                    "no replica is called \"%s\"; reducto memory show --replicas lists them"
                            .formatted(gone));
        }
        state().retire(gone);
        memory.knowledge().changed();
        inbox.save();
    }

    /** What is not as it should be, one line each; empty where all is well. Changes nothing. */
    public List<String> verify() throws MemoryException, IOException {
        try {
            return new MemoryVerification(git, clone, settings, memory).problems();
        } catch (GitException e) {
            throw failure(e);
        }
    }

    /** Adds that {@code init} made this clone what it is. */
    void logSetup() throws IOException {
        actions.add("init", Map.of("replica", replica().text()));
    }

    /** What commands have done here, a JSON object each, the oldest first. */
    public List<String> log() throws IOException {
        return actions.lines();
    }

    /** Exchanges what is known with the remote, or commits it here. */
    public Outcome exchange() throws MemoryException, IOException, InterruptedException {
        return deliver(new Exchange(git, clone, memory, surroundings), true);
    }

    /** Commits what is known here, and asks no remote. */
    public Outcome commit() throws MemoryException, IOException, InterruptedException {
        return deliver(new Exchange(git, clone, memory, surroundings), false);
    }

    private Outcome deliver(Exchange exchange, boolean remotely)
            throws MemoryException, IOException, InterruptedException {
        try {
            Delivery delivery = remotely ? exchange.run() : exchange.commitHere();
            inbox.save();
            notes.addAll(exchange.notes());
            Outcome outcome = outcome(exchange, delivery);
            log(outcome);
            return outcome;
        } catch (GitException e) {
            throw actions.failed(EXCHANGE, failure(e));
        } catch (MemoryException e) {
            throw actions.failed(EXCHANGE, e);
        } catch (IOException e) {
            throw actions.failed(EXCHANGE, e);
        }
    }

    private Outcome outcome(Exchange exchange, Delivery delivery) {
        Knowledge knowledge = memory.knowledge();
        return new Outcome(
                inbox.taken().plus(knowledge.fromSources()),
                inbox.held(),
                inbox.masked(),
                knowledge.received(),
                inbox.damaged(),
                Rivals.since(rivalsBefore, state()),
                knowledge.drifts(),
                knowledge.equivocations(),
                delivery,
                exchange.commit().map(Object::toString),
                List.copyOf(notes));
    }

    private void log(Outcome outcome) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("replica", replica().text());
        facts.put("added", outcome.taken().added());
        facts.put("changed", outcome.taken().changed());
        facts.put("held", outcome.held().size());
        facts.put("masked", outcome.masked());
        facts.put("received", outcome.received());
        facts.put("damaged", outcome.damaged());
        facts.put("rivals", outcome.rivals().keySet());
        facts.put("drifting", outcome.drifts().size());
        facts.put("equivocations", outcome.equivocations().size());
        facts.put("delivery", outcome.delivery().name());
        facts.put("commit", outcome.commit().orElse(""));
        actions.add(EXCHANGE, facts);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
