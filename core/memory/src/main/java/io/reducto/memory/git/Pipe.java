package io.reducto.memory.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One pipe of a running process, drained by a thread of its own so that the process never waits for
 * us.
 *
 * <p>A child that outlives the process (a master connection of SSH, a daemon that a hook starts)
 * may keep a pipe open for hours. What the process itself wrote is in the pipe when it ends, so a
 * short grace suffices.
 */
final class Pipe {
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final int limit;
    private final Thread thread;

    private Pipe(InputStream stream, int limit) {
        this.limit = limit;
        this.thread = daemon("git-output", () -> drain(stream));
    }

    /** Starts to drain {@code stream} and keeps the first {@code limit} bytes. */
    static Pipe draining(InputStream stream, int limit) {
        Pipe pipe = new Pipe(stream, limit);
        pipe.thread.start();
        return pipe;
    }

    /** Writes {@code bytes} to {@code stream} and closes it; a process that stops reading may. */
    static void feed(OutputStream stream, byte[] bytes) {
        if (bytes.length == 0) {
            write(stream, bytes);
        } else {
            daemon("git-input", () -> write(stream, bytes)).start();
        }
    }

    /** All that came until the pipe was closed, or until {@code graceMs} after this call. */
    byte[] bytes(long graceMs) throws InterruptedException {
        thread.join(graceMs);
        synchronized (collected) {
            return collected.toByteArray();
        }
    }

    String text(long graceMs) throws InterruptedException {
        return new String(bytes(graceMs), StandardCharsets.UTF_8);
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[1 << 16];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The process was ended: what came before is all there is.
            return;
        }
    }

    private void keep(byte[] buffer, int length) {
        synchronized (collected) {
            collected.write(buffer, 0, Math.min(length, limit - collected.size()));
        }
    }

    private static void write(OutputStream stream, byte[] bytes) {
        try (stream) {
            stream.write(bytes);
        } catch (IOException e) {
            // It ended before it had read everything; its exit code says why.
            return;
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
