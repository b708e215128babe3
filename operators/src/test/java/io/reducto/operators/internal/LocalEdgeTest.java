package io.reducto.operators.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class LocalEdgeTest {
    private final JobID job = new JobID();

    @Test
    void bothSidesShareOneBudget() throws Exception {
        try (LocalEdge chunker = LocalEdge.open(job, 0, 0, 100);
                LocalEdge assembler = LocalEdge.open(job, 0, 0, 100)) {
            chunker.put(entry(60));
            assertThat(assembler.waiting()).isEqualTo(60);
            assembler.release(entry(60));
            assertThat(chunker.waiting()).isZero();
        }
    }

    @Test
    void theThirdOfThreeWaitsForRoom() throws Exception {
        try (LocalEdge chunker = LocalEdge.open(job, 0, 0, 100);
                LocalEdge assembler = LocalEdge.open(job, 0, 0, 100)) {
            chunker.put(entry(50));
            chunker.put(entry(50));
            CompletableFuture<Void> third = CompletableFuture.runAsync(() -> put(chunker, 1));
            assertThat(third).isNotDone();
            assembler.release(entry(50));
            third.get(30, TimeUnit.SECONDS);
            assertThat(assembler.waiting()).isEqualTo(51);
        }
    }

    @Test
    void anEntryLargerThanTheBudgetTakesAllOfIt() throws Exception {
        try (LocalEdge chunker = LocalEdge.open(job, 0, 0, 100)) {
            chunker.put(entry(1_000));
            assertThat(chunker.waiting()).isEqualTo(100);
            chunker.release(entry(1_000));
            assertThat(chunker.waiting()).isZero();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (LocalEdge chunker = LocalEdge.open(job, 0, 0, 100)) {
            chunker.put(entry(100));
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiter =
                    new Thread(
                            () -> {
                                try {
                                    chunker.put(entry(1));
                                    interrupted.complete(false);
                                } catch (InterruptedException e) {
                                    interrupted.complete(true);
                                }
                            });
            waiter.start();
            waiter.interrupt();
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void subtasksAttemptsAndJobsAreApartAndTheLastOneOutForgets() throws Exception {
        LocalEdge first = LocalEdge.open(job, 0, 0, 100);
        first.put(entry(10));
        for (LocalEdge other :
                new LocalEdge[] {
                    LocalEdge.open(job, 1, 0, 100),
                    LocalEdge.open(job, 0, 1, 100),
                    LocalEdge.open(new JobID(), 0, 0, 100)
                }) {
            assertThat(other.waiting()).isZero();
            other.close();
        }
        first.close();
        try (LocalEdge again = LocalEdge.open(job, 0, 0, 100)) {
            assertThat(again.waiting()).isZero();
        }
    }

    @Test
    void entriesComeOutInTheirOrderAndKeepTheirRoom() throws Exception {
        try (LocalEdge chunker = LocalEdge.open(job, 0, 0, 100);
                LocalEdge assembler = LocalEdge.open(job, 0, 0, 100)) {
            Entry first = entry(60);
            Entry second = entry(40);
            assertThat(chunker.offer(first)).isTrue();
            assertThat(chunker.offer(second)).isTrue();
            assertThat(chunker.offer(entry(1))).isFalse();
            assertThat(assembler.take()).isSameAs(first);
            assertThat(chunker.offer(entry(1))).isFalse();
            assembler.release(first);
            assertThat(chunker.offer(entry(1))).isTrue();
            assertThat(assembler.take()).isSameAs(second);
        }
    }

    private static Entry entry(int length) {
        return new Entry(0, 0, ChunkId.of(0, 0, 0, 0), new byte[length], 0, length);
    }

    private static void put(LocalEdge edge, int bytes) {
        try {
            edge.put(entry(bytes));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
