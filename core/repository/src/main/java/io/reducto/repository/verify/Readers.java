package io.reducto.repository.verify;

import io.reducto.codec.digest.ChunkHasher;
import io.reducto.repository.Snapshot;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.stripe.EntryReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Readers that tasks borrow: as many as there are tasks at once. Safe for several threads. */
final class Readers implements AutoCloseable {
    private static final EntryReader.Limits LIMITS = new EntryReader.Limits(1, 8L << 20);

    private final Snapshot snapshot;
    private final List<Reader> all = new ArrayList<>();
    private final Deque<Reader> idle = new ArrayDeque<>();

    /** Both for one thread at a time. */
    record Reader(ChunkReader chunks, EntryReader entries) {}

    Readers(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    synchronized Reader take() {
        Reader reader = idle.poll();
        if (reader == null) {
            reader =
                    new Reader(
                            snapshot.chunks(),
                            new EntryReader(snapshot.stripeReader(), ChunkHasher.plain(), LIMITS));
            all.add(reader);
        }
        return reader;
    }

    synchronized void giveBack(Reader reader) {
        idle.push(reader);
    }

    @Override
    public synchronized void close() {
        for (Reader reader : all) {
            reader.chunks().close();
            reader.entries().close();
        }
    }
}
