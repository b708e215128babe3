package io.reducto.benchmarks.endtoend;

import io.reducto.cli.cluster.FolderDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A folder for everything of one run. It is gone afterwards, with what runs in it, after Ctrl-C
 * too.
 */
final class Workplace implements AutoCloseable {
    private final Path root;
    private final Deque<Store> inUse = new ConcurrentLinkedDeque<>();
    private final Thread ending = new Thread(this::end, "run-e2e-ending");

    private Workplace(Path root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** A new folder in {@code parent}, or among the temporary files. */
    static Workplace in(Optional<Path> parent) throws IOException {
        String prefix = "reducto-e2e-";
        return new Workplace(
                parent.isPresent()
                        ? Files.createTempDirectory(
                                Files.createDirectories(parent.get()).toRealPath(), prefix)
                        : Files.createTempDirectory(prefix));
    }

    /** A folder of that name, made if it is not there. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    void delete(String name) throws IOException {
        FolderDeletion.delete(root.resolve(name));
    }

    /** Closes it if the run is interrupted. */
    Store use(Store store) {
        inUse.push(store);
        return store;
    }

    @Override
    public void close() throws IOException {
        inUse.clear();
        Runtime.getRuntime().removeShutdownHook(ending);
        FolderDeletion.delete(root);
    }

    /** After an interrupt; whatever fails here, the rest is done. */
    private void end() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Optional<Store> store = Optional.ofNullable(inUse.peek());
        try {
            if (store.isPresent()) {
                store.get().end();
            }
            FolderDeletion.delete(root);
        } catch (IOException | InterruptedException e) {
            System.err.println("run-e2e: left behind in %s: %s".formatted(root, e.getMessage()));
        }
    }
}
