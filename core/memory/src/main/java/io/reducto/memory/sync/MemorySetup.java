package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.GitException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes a clone take part in a memory; doing it again changes nothing.
 *
 * @param host the name of this machine, the beginning of the replica's
 * @param clients files of the user's tools
 * @param driver the command that Git runs to join a file
 * @param takesNewName whether the replica gets another name although it has one
 * @param branch the branch that is exchanged whatever is checked out; where empty, it stays as it
 *     was set before, and is what is checked out where it never was
 */
public record MemorySetup(
        String host,
        List<Path> clients,
        String driver,
        boolean takesNewName,
        Optional<String> branch) {
    /** Keeps absolute paths. */
    public MemorySetup {
        clients = clients.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    }

    /** The branch stays as it was set, or is what is checked out. */
    public MemorySetup(String host, List<Path> clients, String driver, boolean takesNewName) {
        this(host, clients, driver, takesNewName, Optional.empty());
    }

    /**
     * Writes the configuration of the clone that {@code folder} lies in and opens it. What is then
     * exchanged or committed brings our lines of {@code .gitattributes}.
     */
    public MemoryClone open(Path folder, Surroundings surroundings, RandomGenerator random)
            throws MemoryException, IOException, InterruptedException {
        try {
            CloneFolder clone = CloneFolder.open(surroundings.git().apply(folder));
            CloneSettings settings = new CloneSettings(clone);
            Optional<ReplicaId> known = settings.replica();
            if (known.isEmpty() || takesNewName) {
                settings.replica(ReplicaName.of(host, random));
            }
            settings.driver(driver);
            if (branch.isPresent()) {
                settings.branch(branch.get());
            }
            for (Path client : clients) {
                settings.addClient(client);
            }
        } catch (GitException e) {
            throw MemoryClone.failure(e);
        }
        MemoryClone clone = MemoryClone.open(folder, surroundings, true);
        try {
            clone.logSetup();
            return clone;
        } catch (IOException e) {
            clone.close();
            throw e;
        }
    }
}
