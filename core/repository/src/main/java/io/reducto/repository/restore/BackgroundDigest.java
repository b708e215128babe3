package io.reducto.repository.restore;

import io.reducto.codec.digest.Blake3;
import io.reducto.repository.format.Digest;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The root of an object, computed in a thread of its own while the next chunks are read: checking
 * chunks and hashing the object cost about the same.
 *
 * <p>Pieces are not copied, so they must not change. At most {@value #BATCHES_MAX} batches of
 * {@value #BATCH_PIECES} pieces wait; then {@link #update} waits. Use by one thread at a time, and
 * {@link #close} it, which ends the thread.
 */
final class BackgroundDigest implements AutoCloseable {
    private static final int BATCH_PIECES = 32;
    private static final int BATCHES_MAX = 4;

    /** How long to wait for room before the other thread is looked at. */
    private static final long LOOK_MS = 500;

    /** Said once, behind the last piece. */
    private static final List<Piece> END = List.of();

    private record Piece(byte[] bytes, int offset, int length) {}

    private final BlockingQueue<List<Piece>> batches = new ArrayBlockingQueue<>(BATCHES_MAX);
    private final FutureTask<Digest> digest = new FutureTask<>(this::hash);
    private final Thread thread = new Thread(digest, "reducto-root");
    private List<Piece> batch = new ArrayList<>(BATCH_PIECES);

    BackgroundDigest() {
        thread.setDaemon(true);
        thread.start();
    }

    private Digest hash() throws InterruptedException {
        Blake3 hasher = Blake3.hasher();
        for (List<Piece> next = batches.take(); !next.isEmpty(); next = batches.take()) {
            for (Piece piece : next) {
                hasher.update(piece.bytes, piece.offset, piece.length);
            }
        }
        byte[] root = new byte[Digest.BYTES];
        hasher.finish(root, 0, root.length);
        return Digest.read(root, 0);
    }

    /** The next {@code length} bytes; empty ones are none. */
    void update(byte[] bytes, int offset, int length) throws InterruptedIOException {
        batch.add(new Piece(bytes, offset, length));
        if (batch.size() == BATCH_PIECES) {
            hand(batch);
            batch = new ArrayList<>(BATCH_PIECES);
        }
    }

    /** Waits for the digest of all that came; nothing may come after it. */
    Digest finish() throws InterruptedIOException {
        if (!batch.isEmpty()) {
            hand(batch);
        }
        hand(END);
        try {
            return digest.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing bytes in memory", e);
        }
    }

    private void hand(List<Piece> pieces) throws InterruptedIOException {
        try {
            while (!batches.offer(pieces, LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (digest.isDone()) {
                    throw new IllegalStateException("the thread that hashes has ended");
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("while the digest of an object was computed");
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
