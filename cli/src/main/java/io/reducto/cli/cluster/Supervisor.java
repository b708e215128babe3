package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The process above a cluster's processes: starts all of them at once, starts again what ends, and
 * ends all of them in order when it is asked to by SIGTERM.
 *
 * <p>If it is killed, its children notice by themselves ({@code child.Tether}). Its standard output
 * is {@code log/supervisor.log}.
 */
public final class Supervisor {
    private static final int LOCK_ATTEMPTS = 50;
    private static final long LOCK_RETRY_MS = 100;

    private final ClusterDirectory directory;
    private final Instant began = Instant.now();
    private final List<Child> children = new ArrayList<>();

    private Supervisor(ClusterDirectory directory) {
        this.directory = directory;
    }

    /** The one argument is the cluster's folder; its plan lies there. */
    public static void main(String[] arguments) throws Exception {
        new Supervisor(new ClusterDirectory(Path.of(arguments[0]))).run(Home.ofThisProcess());
    }

    private void run(Home home) throws IOException, InterruptedException {
        takeLock();
        ClusterPlan plan =
                JsonFile.read(directory.planFile(), ClusterPlan.class)
                        .orElseThrow(
                                () -> new ClusterException(directory.planFile() + " is missing"));
        // What killed processes left behind; nothing in it is needed any more.
        FolderDeletion.empty(directory.tmp());
        new ChildCommands(home, directory, plan, newKafkaId())
                .all()
                .forEach(command -> children.add(new Child(command, directory, this::changed)));
        changed("supervisor runs as process " + ProcessHandle.current().pid());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "stop"));
        for (Child child : children) {
            new Thread(() -> keep(child), child.name()).start();
        }
    }

    private void keep(Child child) {
        try {
            child.keep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeLock() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
            if (SupervisorLock.take(directory.lockFile())) {
                return;
            }
            Thread.sleep(LOCK_RETRY_MS);
        }
        throw new ClusterException("another supervisor runs in " + directory.root());
    }

    /** Jobs are suspended by their JobManager first, so that no one counts lost TaskManagers. */
    private void stopAll() {
        changed("stopping");
        try {
            stop(ChildCommands.JOB_MANAGER::equals);
            stop(name -> name.startsWith(ChildCommands.TASK_MANAGER));
            stop(ChildCommands.KAFKA::equals);
            stop(ChildCommands.ZOOKEEPER::equals);
            changed("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Predicate<String> names) throws InterruptedException {
        List<Child> these = children.stream().filter(c -> names.test(c.name())).toList();
        these.forEach(Child::stop);
        for (Child child : these) {
            child.awaitEnd();
        }
    }

    private synchronized void changed(String what) {
        System.out.println(Instant.now() + " " + what);
        try {
            ProcessIdentity self =
                    ProcessIdentity.of(ProcessHandle.current().pid())
                            .orElseThrow(() -> new ClusterException("own process is unknown"));
            JsonFile.write(
                    directory.stateFile(),
                    new ClusterState(
                            self, began.toString(), children.stream().map(Child::entry).toList()));
        } catch (IOException e) {
            System.out.println(
                    "%s %s cannot be written: %s"
                            .formatted(Instant.now(), directory.stateFile(), e.getMessage()));
        }
    }

    /** An id as Kafka writes them; used when its folder is new. */
    private static String newKafkaId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 2);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return text.replaceFirst("^-", "A"); // or it would read as an option
    }
}
