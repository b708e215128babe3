package io.reducto.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.rebuild.StripeScan;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.testkit.Seed;
import io.reducto.tier.testing.FailurePlan;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs that are written beside the thread that fills them; uploads begin when the test says. */
@Timeout(60)
class PackWriterTest {
    private static final PackWriter.Opening OPENING =
            new PackWriter.Opening(new LineageId(7, 7), 1);

    private final Queue<Runnable> uploads = new ConcurrentLinkedQueue<>();
    private final Seed seed = Seed.fresh();
    private final MemoryRepository memory;
    private final PackWriter packs;

    PackWriterTest() throws Exception {
        memory = MemoryRepository.create();
        packs = memory.packs(uploads::add, seed.random());
        packs.begin(OPENING);
    }

    @AfterEach
    void close() {
        packs.close();
    }

    @Test
    void oneIsOpenAndOneInUploadAndAThirdWaits() throws Exception {
        fillOne();
        PackId first = packs.lastPack();
        assertThat(uploads).hasSize(1);
        Waiting<PackId> second = new Waiting<>(this::fillOne);
        second.awaitBlocked();
        assertThat(packs.counters().packs()).isEqualTo(2);
        assertThat(uploads).as("the second is not sent off before the first is there").hasSize(1);

        uploads.remove().run();

        assertThat(second.get()).isNotEqualTo(first);
        assertThat(uploads).hasSize(1);
        assertThat(packs.written()).extracting(Stripe::pack).containsExactly(first);

        packs.add(PackFormat.KIND_CHUNK, id(), seed.bytes(100), 0, 100);
        PackId third = packs.lastPack();
        Waiting<Boolean> flushed =
                new Waiting<>(
                        () -> {
                            packs.flush();
                            return true;
                        });
        flushed.awaitBlocked();
        uploads.remove().run();
        while (uploads.isEmpty()) {
            Thread.onSpinWait();
        }
        uploads.remove().run();
        assertThat(flushed.get()).isTrue();
        assertThat(packs.written())
                .extracting(Stripe::pack)
                .containsExactly(first, second.get(), third);
        assertThat(packs.counters().stripes()).isEqualTo(3);
    }

    @Test
    void anInterruptWhileWaitingBreaksTheWriterAndTearsNothing() throws Exception {
        fillOne();
        Waiting<PackId> second = new Waiting<>(this::fillOne);
        second.awaitBlocked();

        second.interrupt();

        assertThatThrownBy(second::get).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(this::fillOne)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken");
        uploads.remove().run();
        StripeScan scan = new StripeScan(memory.open().description(), memory.open().volumes());
        assertThat(scan.next().orElseThrow().stripe()).as("the first, whole").isPresent();
        assertThat(scan.next()).isEmpty();
        assertThat(scan.leftOut()).isEmpty();
    }

    @Test
    void aFailedUploadIsThrownByTheNextCallAndForEver() throws Exception {
        FailurePlan count = FailurePlan.none();
        memory.failing(count).packs(uploads::add, seed.random()).close();
        FailurePlan plan =
                FailurePlan.crashAt(count.operationCount() + 1, FailurePlan.Moment.BEFORE);
        try (PackWriter failing = memory.failing(plan).packs(uploads::add, seed.random())) {
            failing.begin(OPENING);
            while (uploads.isEmpty()) {
                failing.add(PackFormat.KIND_CHUNK, id(), seed.bytes(1000), 0, 1000);
            }
            uploads.remove().run();
            assertThatThrownBy(() -> failing.add(PackFormat.KIND_CHUNK, id(), new byte[9], 0, 9))
                    .isInstanceOf(StripeException.class)
                    .hasMessageContaining("expected 3 shards or more");
            assertThatThrownBy(failing::flush)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("broken");
        }
    }

    /** Adds entries until a pack is closed. */
    private PackId fillOne() throws Exception {
        long before = packs.counters().packs();
        while (packs.counters().packs() == before) {
            packs.add(PackFormat.KIND_CHUNK, id(), seed.bytes(1000), 0, 1000);
        }
        return packs.lastPack();
    }

    private ChunkId id() {
        return ChunkId.read(seed.bytes(ChunkId.BYTES), 0);
    }

    /** A call in a thread of its own. */
    private static final class Waiting<T> {
        private final FutureTask<T> task;
        private final Thread thread;

        Waiting(Callable<T> call) {
            task = new FutureTask<>(call);
            thread = new Thread(task, "waiting");
            thread.setDaemon(true);
            thread.start();
        }

        void awaitBlocked() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(task.isDone()).as("it should wait").isFalse();
                Thread.onSpinWait();
            }
        }

        void interrupt() {
            thread.interrupt();
        }

        T get() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }
    }
}
