package io.reducto.repository.stripe;

import io.reducto.codec.pack.Pack;
import io.reducto.repository.format.Stripe;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * The pack that is on its way to its volumes, if one is: never more than one. For one thread beside
 * that of the executor.
 */
final class PackUpload {
    private final StripeWriter stripes;
    private final Executor executor;
    private Optional<FutureTask<Stripe>> inFlight = Optional.empty();

    /** With an executor that runs in the calling thread, {@link #begin} returns when it is done. */
    PackUpload(StripeWriter stripes, Executor executor) {
        this.stripes = stripes;
        this.executor = executor;
    }

    /** Sends a pack off, whose bytes must not change until it is taken; none is in flight. */
    void begin(Pack pack) {
        if (inFlight.isPresent()) {
            throw new IllegalStateException("pack %s: one is in flight already".formatted(pack));
        }
        FutureTask<Stripe> task = new FutureTask<>(() -> stripes.write(pack));
        inFlight = Optional.of(task);
        executor.execute(task);
    }

    /** Whether {@link #take} would not wait and has something to give or to throw. */
    boolean isDone() {
        return inFlight.isPresent() && inFlight.get().isDone();
    }

    /** Waits for the pack in flight; empty when there is none. */
    Optional<Stripe> take() throws StripeException, InterruptedException {
        if (inFlight.isEmpty()) {
            return Optional.empty();
        }
        try {
            Stripe stripe = inFlight.get().get();
            inFlight = Optional.empty();
            return Optional.of(stripe);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Stops what is in flight. Shards that are there already stay, dead. */
    void stop() {
        inFlight.ifPresent(task -> task.cancel(true));
    }

    private static StripeException failure(ExecutionException failed) throws InterruptedException {
        Throwable cause = failed.getCause();
        if (cause instanceof StripeException e) {
            return e;
        }
        if (cause instanceof InterruptedException) {
            InterruptedException interrupted =
                    new InterruptedException("interrupted while a pack was being written");
            interrupted.initCause(cause);
            throw interrupted;
        }
        throw new IllegalStateException("a pack could not be written: " + cause, cause);
    }
}
