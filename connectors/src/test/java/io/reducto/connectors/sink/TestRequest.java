package io.reducto.connectors.sink;

import io.reducto.repository.format.EpochCommittable;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

/** What the engine asks of a committer; refuses the signals that lose or spin. */
final class TestRequest implements CommitRequest<EpochCommittable> {
    private final EpochCommittable committable;
    boolean isAlreadyCommitted;

    TestRequest(EpochCommittable committable) {
        this.committable = committable;
    }

    @Override
    public EpochCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
        throw new AssertionError("drops the committable", cause);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
        throw new AssertionError("not used", cause);
    }

    @Override
    public void retryLater() {
        throw new AssertionError("has no back-off");
    }

    @Override
    public void updateAndRetryLater(EpochCommittable changed) {
        throw new AssertionError("has no back-off");
    }

    @Override
    public void signalAlreadyCommitted() {
        isAlreadyCommitted = true;
    }
}
