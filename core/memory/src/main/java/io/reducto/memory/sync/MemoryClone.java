package io.reducto.memory.sync;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.client.LastBackup;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.client.SourceReplica;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.EntryFile;
import io.reducto.memory.entry.EntryReader;
import io.reducto.memory.entry.EntryWriter;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitException;
import io.reducto.memory.secret.AllowList;
import io.reducto.memory.sync.Outcome.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);
    private static final String ALLOWED = CloneMemory.FOLDER + "secrets-allowed.txt";

    private final Git git;
    private final CloneFolder clone;
    private final CloneSettings settings;
    private final LocalFolder folder;
    private final CloneLock lock;
    private final CloneMemory memory;
    private final Surroundings surroundings;

    private final List<SecretGate.Held> held = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Taken taken = Taken.NOTHING;
    private int masked;
    private int damaged;

    private MemoryClone(Opening opening, CloneLock lock, CloneMemory memory) {
        this.git = opening.git;
        this.clone = opening.place;
        this.settings = opening.settings;
        this.folder = opening.folder;
        this.surroundings = opening.surroundings;
        this.lock = lock;
        this.memory = memory;
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
            try {
                return locked(opening, lock, replica, asksForAttributes);
            } catch (GitException | MemoryException | IOException | RuntimeException e) {
                lock.close();
                throw e;
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
        memory.learnHere();
        MemoryClone clone = new MemoryClone(opening, lock, memory);
        clone.save();
        return clone;
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
        save();
    }

    /** Takes what clients have changed since their last backup. A missing file is noted. */
    public void take(List<Path> files) throws IOException, MemoryException {
        ClientFiles bases = new ClientFiles(folder.in("clients"));
        Map<Path, LastBackup> learnt = new LinkedHashMap<>();
        SecretGate gate = gate();
        for (Path file : files) {
            Optional<EntryFile> read = read(file);
            if (read.isPresent()) {
                LastBackup base = bases.base(file);
                SecretGate.Passed passed = pass(gate, read.get());
                took(memory.knowledge().intake().ofClient(replica(), passed.entries(), base));
                learnt.put(file, base);
            }
        }
        save();
        for (var base : learnt.entrySet()) {
            bases.save(base.getKey(), base.getValue());
        }
    }

    /**
     * Takes what files of other tools, or of another memory, hold. Entries without metadata are
     * written under a name of the file's own, for which nobody waits.
     */
    public void merge(List<Path> files) throws IOException, MemoryException {
        SecretGate gate = gate();
        Map<ReplicaId, List<Entry>> sources = new LinkedHashMap<>();
        for (Path file : files) {
            Optional<EntryFile> read = read(file);
            if (read.isPresent()) {
                String name = Knowledge.name(file.toString());
                sources.computeIfAbsent(SourceReplica.of(name, replica()), key -> new ArrayList<>())
                        .addAll(pass(gate, read.get()).entries());
            }
        }
        took(memory.knowledge().intake().ofSources(sources));
        sources.keySet().forEach(state()::retire);
        memory.knowledge().changed();
        save();
    }

    /**
     * Writes what the memory shows into {@code client}, an array of entries. What the client has
     * changed is taken before, its entries with secrets stay, and its old file is kept beside it.
     */
    public void restore(Path client) throws IOException, MemoryException {
        take(Files.exists(client) ? List.of(client) : List.of());
        EntryFile now = read(client).orElse(new EntryFile(List.of(), List.of()));
        byte[] restored = EntryWriter.array(ShownEntries.of(state(), now, gate()));
        new RestoredFile(client).write(restored);
        new ClientFiles(folder.in("clients")).save(client, LastBackup.ofVisible(state()));
    }

    private Optional<EntryFile> read(Path file) throws IOException {
        try {
            return Optional.of(EntryReader.read(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            notes.add(file + ": no such file; nothing was taken from it");
            return Optional.empty();
        }
    }

    private SecretGate.Passed pass(SecretGate gate, EntryFile file) throws IOException {
        quarantine(file.damages());
        SecretGate.Passed passed = gate.pass(file.entries());
        held.addAll(passed.held());
        masked += passed.masked();
        return passed;
    }

    private SecretGate gate() throws IOException, MemoryException {
        Path file = clone.root().resolve(ALLOWED);
        String text =
                Files.exists(file)
                        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        : "";
        AllowList allowed = AllowList.parse(text);
        for (AllowList.MalformedLine line : allowed.malformed()) {
            notes.add("%s: line %d: %s".formatted(ALLOWED, line.number(), line.reason()));
        }
        return new SecretGate(settings.secrets(), allowed);
    }

    private void quarantine(List<Damage> damages) throws IOException {
        if (!damages.isEmpty()) {
            damaged += new QuarantineFolder(folder.in("quarantine")).put(damages);
        }
    }

    private void took(Taken more) {
        taken = taken.plus(more);
        if (more.writes() > 0) {
            memory.knowledge().changed();
        }
    }

    private void save() throws IOException {
        quarantine(memory.knowledge().damages());
        memory.knowledge().damages().clear();
        memory.save();
    }

    /**
     * Removes the entry {@code key} as far as it is known here.
     *
     * @throws MemoryException where nothing of that key is shown
     */
    public void remove(String key) throws MemoryException, IOException {
        Knowledge knowledge = memory.knowledge();
        if (state().remove(knowledge.clock(), replica(), key).registers().isEmpty()) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_FOUND,
                    "no entry has the key \"%s\"; reducto memory show lists them".formatted(key));
        }
        save();
    }

    /**
     * Stops waiting for {@code gone}, so that history can be trimmed.
     *
     * @throws MemoryException where nobody of that name has written or acknowledged
     */
    public void retire(ReplicaId gone) throws MemoryException, IOException {
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
        save();
    }

    /** What is not as it should be, one line each; empty where all is well. Changes nothing. */
    public List<String> verify() throws MemoryException, IOException {
        try {
            return new MemoryVerification(git, clone, settings, memory).problems();
        } catch (GitException e) {
            throw failure(e);
        }
    }

    /** What commands have done here, a JSON object each, the oldest first. */
    public List<String> log() throws IOException {
        return new ActionLog(folder).lines();
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
            save();
            notes.addAll(exchange.notes());
            Outcome outcome = outcome(exchange, delivery);
            log(outcome);
            return outcome;
        } catch (GitException e) {
            throw failure(e);
        }
    }

    private Outcome outcome(Exchange exchange, Delivery delivery) {
        Knowledge knowledge = memory.knowledge();
        return new Outcome(
                taken.plus(knowledge.fromSources()),
                List.copyOf(held),
                masked,
                knowledge.received(),
                damaged,
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
        facts.put("drifting", outcome.drifts().size());
        facts.put("equivocations", outcome.equivocations().size());
        facts.put("delivery", outcome.delivery().name());
        facts.put("commit", outcome.commit().orElse(""));
        new ActionLog(folder).add(surroundings.clock().instant(), "exchange", facts);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
