package io.reducto.cli;

import io.reducto.cli.cluster.LocalCluster;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a cluster however what began it ends, Ctrl-C included, unless it has ended well: {@link
 * #keep}. The one thread that works is interrupted, so that it starts nothing more.
 */
final class QuickstartEnding implements AutoCloseable {
    /** The longest that a worker needs to notice. */
    private static final Duration NOTICE = Duration.ofSeconds(20);

    private final LocalCluster cluster;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "quickstart-interrupted");
    private volatile boolean isKept;
    private volatile boolean isInterrupted;

    QuickstartEnding(LocalCluster cluster) {
        this.cluster = cluster;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From here on the cluster is the user's. */
    void keep() {
        isKept = true;
    }

    /** Whether a signal ends the process. */
    boolean isInterrupted() {
        return isInterrupted;
    }

    private void interrupted() {
        if (isKept) {
            return;
        }
        isInterrupted = true;
        worker.interrupt();
        try {
            // The worker cannot end the process meanwhile: it is ending.
            if (!ended.await(NOTICE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("reducto: stopping the cluster although work goes on");
            }
            cluster.stop();
        } catch (IOException | InterruptedException e) {
            System.err.println("reducto: the cluster is not stopped: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook does it
        }
        try {
            if (!isKept) {
                cluster.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while the cluster was stopped");
        }
    }
}
