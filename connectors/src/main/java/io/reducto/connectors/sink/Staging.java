package io.reducto.connectors.sink;

import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.pack.PackLayout;
import java.io.Serializable;

/**
 * How an assembler stages packs.
 *
 * @param uploadThreads shards of a stripe that are put side by side, 1 to 256
 * @param packBytes a pack is full at about this length
 * @param blockBytes raw bytes of a block
 * @param level of compression, as {@link CompressionProfile#ofLevel} takes it
 * @param slots assemblers that share a process, and its memory; 1 or more
 */
public record Staging(int uploadThreads, int packBytes, int blockBytes, int level, int slots)
        implements Serializable {
    private static final int THREADS_MAX = 256;

    /** 6 threads, packs of 32 MiB with blocks of 512 KiB, balanced, 1 slot. */
    public static final Staging DEFAULT =
            new Staging(
                    6,
                    PackLayout.DEFAULT.targetBytes(),
                    PackLayout.DEFAULT.blockBytes(),
                    CompressionProfile.BALANCED.level(),
                    1);

    /** Checks the limits. */
    public Staging {
        if (uploadThreads < 1 || uploadThreads > THREADS_MAX || slots < 1) {
            throw new IllegalArgumentException(
                    "staging: expected 1 to %d upload threads and 1 slot or more, found %d and %d"
                            .formatted(THREADS_MAX, uploadThreads, slots));
        }
        new PackLayout(packBytes, blockBytes); // these have limits of their own
        CompressionProfile.ofLevel(level);
    }

    PackLayout layout() {
        return new PackLayout(packBytes, blockBytes);
    }

    CompressionProfile profile() {
        return CompressionProfile.ofLevel(level);
    }

    /**
     * Refuses a process that could not hold what its assemblers need: it would run for a while and
     * die when all of them have a pack open and one in upload.
     *
     * @param needed bytes of one assembler
     * @param memory bytes of heap that the process may use
     */
    void requireMemory(long needed, long memory) {
        if (needed * slots > memory / 2) {
            throw new IllegalStateException(
                    "assemblers: %d in a process need %d MiB each for a pack that is open and one in upload, expected that to be half of the heap at most, found a heap of %d MiB; raise taskmanager.memory.task.heap.size, lower the number of slots, or make packs smaller than %d MiB"
                            .formatted(slots, needed >> 20, memory >> 20, packBytes >> 20));
        }
    }
}
