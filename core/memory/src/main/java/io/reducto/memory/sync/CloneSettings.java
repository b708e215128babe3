package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.GitException;
import io.reducto.memory.secret.SecretPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code init} and the user have written into the configuration of a clone. */
final class CloneSettings {
    private static final String REPLICA = "reducto.memory.replica";
    private static final String CLIENT = "reducto.memory.client";
    private static final String SECRETS = "reducto.memory.secrets";
    private static final String DRIVER = "merge.reducto-memory.driver";
    private static final String DRIVER_NAME = "merge.reducto-memory.name";

    private final CloneFolder clone;

    CloneSettings(CloneFolder clone) {
        this.clone = clone;
    }

    /** Empty before {@code init}. */
    Optional<ReplicaId> replica() throws MemoryException {
        Optional<String> text = clone.get(REPLICA);
        try {
            return text.map(ReplicaId::new);
        } catch (IllegalArgumentException e) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_SET_UP,
                    "%s of %s: %s".formatted(REPLICA, clone.root(), e.getMessage()),
                    e);
        }
    }

    void replica(ReplicaId replica) throws GitException {
        clone.set(REPLICA, replica.text());
    }

    /** Client files, absolute. */
    List<Path> clients() {
        return clone.getAll(CLIENT).stream().map(Path::of).toList();
    }

    void addClient(Path file) throws GitException {
        if (!clients().contains(file)) {
            clone.add(CLIENT, file.toString());
        }
    }

    SecretPolicy secrets() throws MemoryException {
        String text = clone.get(SECRETS).orElse("refuse");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "refuse" -> SecretPolicy.REFUSE;
            case "mask" -> SecretPolicy.MASK;
            default ->
                    throw new MemoryException(
                            MemoryException.Kind.NOT_SET_UP,
                            "%s of %s: expected refuse or mask, found \"%s\""
                                    .formatted(SECRETS, clone.root(), text));
        };
    }

    /** Another branch than what is checked out. */
    void branch(String name) throws GitException, MemoryException {
        if (!clone.isBranchName(name)) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_SET_UP,
                    "%s of %s: expected the name of a branch, found \"%s\""
                            .formatted(CloneFolder.BRANCH, clone.root(), name));
        }
        clone.set(CloneFolder.BRANCH, name);
    }

    boolean hasDriver() {
        return clone.get(DRIVER).isPresent();
    }

    void driver(String command) throws GitException {
        clone.set(DRIVER_NAME, "joins memories");
        clone.set(DRIVER, command);
    }
}
