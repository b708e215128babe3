package io.reducto.cli.cluster;

/**
 * Memory of the processes, in MiB. A process takes some 300 MiB more than is named here; a
 * TaskManager 700 (network buffers and direct memory of 512 are among them).
 *
 * @param jobManagerHeap heap of the JobManager
 * @param taskManagerHeap heap of each TaskManager
 * @param managed what RocksDB gets in each TaskManager
 * @param kafkaHeap heap of the broker
 */
public record Memory(int jobManagerHeap, int taskManagerHeap, int managed, int kafkaHeap) {
    /** Together about 4 GiB with one TaskManager; each further one takes 2.4 GiB at most. */
    public static final Memory MODEST = new Memory(640, 1152, 512, 512);

    /** What Flink itself takes of a TaskManager's heap. */
    static final int FRAMEWORK_HEAP = 128;

    private static final int LEAST = 256;

    /** Refuses what a process cannot start with. */
    public Memory {
        for (int size : new int[] {jobManagerHeap, taskManagerHeap, managed, kafkaHeap}) {
            if (size < LEAST) {
                throw new IllegalArgumentException(
                        "memory of %d MiB: expected %d at least".formatted(size, LEAST));
            }
        }
    }
}
