package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.client.LastBackup;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.EntryFile;
import io.reducto.memory.entry.EntryReader;
import io.reducto.memory.entry.EntryWriter;
import io.reducto.memory.git.GitException;
import io.reducto.memory.secret.AllowList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where files of clients and of other tools come in: their damage is put aside, their secrets are
 * held back, and the rest becomes writes, which are durable when a method returns. For one thread.
 */
final class Inbox {
    private final CloneMemory memory;
    private final Knowledge knowledge;
    private final CloneSettings settings;
    private final LocalFolder folder;
    private final List<String> notes;
    private final List<SecretGate.Held> held = new ArrayList<>();
    private Taken taken = Taken.NOTHING;
    private int masked;
    private int damaged;

    /**
     * Takes into {@code memory}.
     *
     * @param notes for the user, to which more are added
     */
    Inbox(CloneMemory memory, CloneSettings settings, LocalFolder folder, List<String> notes) {
        this.memory = memory;
        this.knowledge = memory.knowledge();
        this.settings = settings;
        this.folder = folder;
        this.notes = notes;
    }

    /** Takes what clients have changed since their last backup. A missing file is noted. */
    void take(List<Path> files) throws IOException, MemoryException {
        ClientFiles bases = new ClientFiles(folder.in("clients"));
        Map<Path, LastBackup> learnt = new LinkedHashMap<>();
        SecretGate gate = gate();
        for (Path file : files) {
            Optional<EntryFile> read = read(file);
            if (read.isPresent()) {
                LastBackup base = bases.base(file);
                SecretGate.Passed passed = pass(gate, read.get());
                took(knowledge.intake().ofClient(knowledge.replica(), passed.entries(), base));
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
    void merge(List<Path> files) throws IOException, MemoryException {
        SecretGate gate = gate();
        Map<ReplicaId, List<Entry>> sources = new LinkedHashMap<>();
        for (Path file : files) {
            Optional<EntryFile> read = read(file);
            if (read.isPresent()) {
                ReplicaId source = knowledge.source(file.toString());
                sources.computeIfAbsent(source, key -> new ArrayList<>())
                        .addAll(pass(gate, read.get()).entries());
            }
        }
        took(knowledge.intake().ofSources(sources));
        sources.keySet().forEach(knowledge.map()::retire);
        knowledge.changed();
        save();
    }

    /**
     * Writes what the memory shows into {@code client}, an array of entries. What the client has
     * changed is taken before, its entries with secrets stay, and its old file is kept beside it.
     */
    void restore(Path client) throws IOException, MemoryException {
        take(Files.exists(client) ? List.of(client) : List.of());
        EntryFile now = read(client).orElse(new EntryFile(List.of(), List.of()));
        byte[] restored = EntryWriter.array(ShownEntries.of(knowledge.map(), now, gate()));
        new RestoredFile(client).write(restored);
        new ClientFiles(folder.in("clients")).save(client, LastBackup.ofVisible(knowledge.map()));
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
        AllowList allowed = allowed();
        for (AllowList.MalformedLine line : allowed.malformed()) {
            notes.add(
                    "%s: line %d: %s".formatted(CloneMemory.ALLOWED, line.number(), line.reason()));
        }
        return new SecretGate(settings.secrets(), allowed);
    }

    private AllowList allowed() throws IOException, MemoryException {
        try {
            return memory.allowed();
        } catch (GitException e) {
            throw MemoryClone.failure(e);
        }
    }

    private void quarantine(List<Damage> damages) throws IOException {
        if (!damages.isEmpty()) {
            damaged += new QuarantineFolder(folder.in("quarantine")).put(damages);
        }
    }

    private void took(Taken more) {
        taken = taken.plus(more);
        if (more.writes() > 0) {
            knowledge.wrote();
        }
    }

    /** Makes what is known durable, and puts aside what was found damaged on the way. */
    void save() throws IOException {
        quarantine(knowledge.damages());
        knowledge.damages().clear();
        memory.save();
    }

    /** What was taken. */
    Taken taken() {
        return taken;
    }

    /** Entries with secrets that were not, those of older workflows among them. */
    List<SecretGate.Held> held() {
        List<SecretGate.Held> all = new ArrayList<>(held);
        all.addAll(knowledge.held());
        return List.copyOf(all);
    }

    /** How many entries were taken with a mask. */
    int masked() {
        return masked + knowledge.masked();
    }

    /** How many pieces of damage were put aside that were not there already. */
    int damaged() {
        return damaged;
    }
}
