package io.reducto.connectors.source;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets a partition holds.
 *
 * @param earliest the first
 * @param end one behind the last
 */
record OffsetRange(long earliest, long end) {
    private static final int TIMEOUT_MS = 30_000;

    /** Where ranges are asked for. */
    @FunctionalInterface
    interface Lookup {
        /** What {@code partition} holds now. */
        OffsetRange of(TopicPartition partition)
                throws ExecutionException, InterruptedException, TimeoutException;
    }

    boolean contains(long offset) {
        return earliest <= offset && offset <= end;
    }

    /** Asks the brokers, for at most 30 seconds each way. */
    static OffsetRange of(TopicPartition partition, Properties client)
            throws ExecutionException, InterruptedException, TimeoutException {
        Properties impatient = new Properties();
        impatient.putAll(client);
        impatient.put("request.timeout.ms", Integer.toString(TIMEOUT_MS));
        impatient.put("default.api.timeout.ms", Integer.toString(TIMEOUT_MS));
        try (Admin admin = Admin.create(impatient)) {
            return new OffsetRange(
                    offset(admin, partition, OffsetSpec.earliest()),
                    offset(admin, partition, OffsetSpec.latest()));
        }
    }

    private static long offset(Admin admin, TopicPartition partition, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listOffsets(Map.of(partition, which))
                .partitionResult(partition)
                .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .offset();
    }
}
