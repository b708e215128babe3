package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid its number
 * @param birth when it began: on Linux the boot and the clock tick, elsewhere the instant
 */
record ProcessIdentity(long pid, String birth) {
    /** Fields of {@code /proc/PID/stat}, counted from the state on, which follows the name. */
    private static final int THREADS_FIELD = 17;

    private static final int START_FIELD = 19;

    /** Who {@code pid} is; empty when it is nobody, or dead and not yet collected. */
    static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ProcessIdentity::birth)
                .map(birth -> new ProcessIdentity(pid, birth));
    }

    /** The process, if it still is that one. */
    Optional<ProcessHandle> find() {
        return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    boolean isAlive() {
        return find().isPresent();
    }

    private static Optional<String> birth(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        Path boot = Path.of("/proc/sys/kernel/random/boot_id");
        if (!Files.exists(boot)) {
            return process.info().startInstant().map(Object::toString);
        }
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return isDead(fields)
                    ? Optional.empty()
                    : Optional.of(Files.readString(boot).strip() + "/" + fields[START_FIELD]);
        } catch (IOException e) {
            return Optional.empty(); // it ended meanwhile
        }
    }

    /** A process whose first thread is gone holds its ports as long as it has others. */
    private static boolean isDead(String[] fields) {
        return fields[0].equals("X")
                || (fields[0].equals("Z") && Integer.parseInt(fields[THREADS_FIELD]) <= 1);
    }
}
