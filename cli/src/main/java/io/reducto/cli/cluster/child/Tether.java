package io.reducto.cli.cluster.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in a process that ends when its parent does, however that ends: standard
 * input is a pipe of which the parent alone holds the other end, and the kernel closes it.
 *
 * <p>Arguments: the main class, then its own arguments. The exit code after a lost parent is 143,
 * as after SIGTERM.
 */
public final class Tether {
    private static final int LOST_PARENT = 143;

    /** What shutdown hooks get after the parent is gone, in milliseconds. */
    private static final long GRACE_MS = 5_000;

    private Tether() {}

    /** Starts the watch, then the main class on this thread. */
    public static void main(String[] arguments) throws Exception {
        daemon("tether", Tether::endWithParent);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments[0] + " failed", e.getCause());
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            // as good as the end
        }
        daemon("tether-halt", Tether::haltAfterGrace);
        System.exit(LOST_PARENT);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(LOST_PARENT);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
