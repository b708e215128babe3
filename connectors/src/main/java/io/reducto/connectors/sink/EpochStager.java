package io.reducto.connectors.sink;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.repository.EpochWriter;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.repository.stripe.Tier;
import io.reducto.repository.stripe.WriteCounters;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.io.Serializable;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages what the assembler of one subtask finds to be new. What was staged becomes part of the
 * repository when the descriptor's epoch is committed, and is dead if it never is.
 *
 * <pre>{@code
 * stager.begin(lineage, lastCheckpoint + 1);
 * stager.add(KIND_CHUNK, id, bytes, offset, length);      // may wait for volumes
 * byte[] descriptor = stager.finish(checkpoint);          // everything is durable now
 * }</pre>
 *
 * <p>At most one pack is open and one in upload. Calls may be interrupted; after that, or after a
 * failure, the stager is of no more use: the job goes back to its last checkpoint. For the task's
 * thread; {@link #counters} for any.
 */
public final class EpochStager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpochStager.class);

    private final EpochWriter writer;
    private final UploadThreads threads;
    private final RepositoryVolumes volumes;

    private EpochStager(EpochWriter writer, UploadThreads threads, RepositoryVolumes volumes) {
        this.writer = writer;
        this.threads = threads;
        this.volumes = volumes;
    }

    /**
     * Opens the stager of a subtask, on the TaskManager.
     *
     * @param target where packs go
     * @param staging how
     */
    public record Factory(RepositoryTarget target, Staging staging) implements Serializable {
        /**
         * Opens volumes and looks whether they keep their rules.
         *
         * @throws IOException if the repository cannot be found
         * @throws IllegalArgumentException if too few volumes of the tier are open, or none is
         *     called so
         * @throws IllegalStateException if the process has too little memory
         */
        public EpochStager open() throws IOException {
            SecureRandom random = new SecureRandom();
            RepositoryVolumes volumes;
            try {
                volumes = target.address().open(new WriterVolumes(random));
            } catch (ObjectStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            try {
                return open(volumes, random);
            } catch (IOException | RuntimeException e) {
                close(volumes);
                throw e;
            }
        }

        private EpochStager open(RepositoryVolumes volumes, SecureRandom random)
                throws IOException {
            volumes.silent()
                    .forEach((name, why) -> LOG.warn("volume {} is left out: {}", name, why));
            Tier tier;
            try {
                tier = target.tierIn(volumes.repository());
            } catch (ObjectStoreException e) {
                throw new IOException(e.getMessage(), e);
            }
            staging.requireMemory(
                    PackWriter.memoryBytes(staging.layout(), tier),
                    Runtime.getRuntime().maxMemory());
            UploadThreads threads = new UploadThreads(staging.uploadThreads());
            PackWriter packs =
                    PackWriter.beside(
                            threads.uploads(),
                            new StripeWriter(tier, threads.puts()),
                            () -> new PackId(random.nextLong(), random.nextLong()),
                            staging.layout(),
                            staging.profile());
            return new EpochStager(new EpochWriter(packs), threads, volumes);
        }
    }

    /**
     * Begins an epoch.
     *
     * @param epoch last checkpoint id seen, + 1
     */
    public void begin(LineageId lineage, long epoch) {
        writer.begin(lineage, epoch);
    }

    /**
     * Stages an entry, which is copied; what has an id of this epoch is dropped.
     *
     * @param kind as in {@code PackFormat}; a recipe makes its version visible
     */
    public void add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        writer.add(kind, id, bytes, offset, length);
    }

    /**
     * Makes durable what was staged in this epoch. An empty one writes nothing to volumes.
     *
     * @param checkpoint id of the checkpoint at which the epoch ends
     * @return its descriptor, for {@link RepositorySink}
     */
    public byte[] finish(long checkpoint) throws IOException, InterruptedException {
        return IngestBytes.write(writer.finish(checkpoint));
    }

    /** What it has written so far. Any thread may ask. */
    public WriteCounters counters() {
        return writer.counters();
    }

    /** Stops uploads that are under way, and waits for their threads; what they wrote is dead. */
    @Override
    public void close() throws IOException {
        writer.close();
        threads.close();
        close(volumes);
    }

    private static void close(RepositoryVolumes volumes) throws IOException {
        try {
            volumes.close();
        } catch (ObjectStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
