package io.reducto.connectors;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/** What a writer is told of an element that has neither a time nor a watermark. */
public final class NoContext implements SinkWriter.Context {
    /** The one of all tests. */
    public static final NoContext INSTANCE = new NoContext();

    private NoContext() {}

    @Override
    public long currentWatermark() {
        return Long.MIN_VALUE;
    }

    @Override
    public @Nullable Long timestamp() {
        return null;
    }
}
