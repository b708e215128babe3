package io.reducto.operators.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class WaitingBytesTest {
    private final JobID job = new JobID();

    @Test
    void bothSidesShareOneBudget() throws Exception {
        try (WaitingBytes chunker = WaitingBytes.open(job, 0, 0, 100);
                WaitingBytes assembler = WaitingBytes.open(job, 0, 0, 100)) {
            chunker.acquire(60);
            assertThat(assembler.waiting()).isEqualTo(60);
            assembler.release(60);
            assertThat(chunker.waiting()).isZero();
        }
    }

    @Test
    void theThirdOfThreeWaitsForRoom() throws Exception {
        try (WaitingBytes chunker = WaitingBytes.open(job, 0, 0, 100);
                WaitingBytes assembler = WaitingBytes.open(job, 0, 0, 100)) {
            chunker.acquire(50);
            chunker.acquire(50);
            CompletableFuture<Void> third = CompletableFuture.runAsync(() -> acquire(chunker, 1));
            assertThat(third).isNotDone();
            assembler.release(50);
            third.get(30, TimeUnit.SECONDS);
            assertThat(assembler.waiting()).isEqualTo(51);
        }
    }

    @Test
    void anEntryLargerThanTheBudgetTakesAllOfIt() throws Exception {
        try (WaitingBytes chunker = WaitingBytes.open(job, 0, 0, 100)) {
            chunker.acquire(1_000);
            assertThat(chunker.waiting()).isEqualTo(100);
            chunker.release(1_000);
            assertThat(chunker.waiting()).isZero();
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (WaitingBytes chunker = WaitingBytes.open(job, 0, 0, 100)) {
            chunker.acquire(100);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiter =
                    new Thread(
                            () -> {
                                try {
                                    chunker.acquire(1);
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
        WaitingBytes first = WaitingBytes.open(job, 0, 0, 100);
        first.acquire(10);
        for (WaitingBytes other :
                new WaitingBytes[] {
                    WaitingBytes.open(job, 1, 0, 100),
                    WaitingBytes.open(job, 0, 1, 100),
                    WaitingBytes.open(new JobID(), 0, 0, 100)
                }) {
            assertThat(other.waiting()).isZero();
            other.close();
        }
        first.close();
        try (WaitingBytes again = WaitingBytes.open(job, 0, 0, 100)) {
            assertThat(again.waiting()).isZero();
        }
    }

    private static void acquire(WaitingBytes budget, int bytes) {
        try {
            budget.acquire(bytes);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
