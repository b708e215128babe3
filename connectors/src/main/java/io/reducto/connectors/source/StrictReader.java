package io.reducto.connectors.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's reader, which never skips.
 *
 * <ul>
 *   <li>A partition that was added to the topic is read from offset 0. Kafka's reader would note
 *       "the earliest" in its state until a first message came, and resume behind whatever
 *       retention had deleted meanwhile.
 *   <li>An offset that is not on the topic ends the job with a message that says which.
 * </ul>
 */
@SuppressWarnings("try") // closed by Flink, as its interface says it
final class StrictReader<T> implements SourceReader<T, KafkaPartitionSplit> {
    private final SourceReader<T, KafkaPartitionSplit> reader;
    private final OffsetRange.Lookup brokers;

    StrictReader(SourceReader<T, KafkaPartitionSplit> reader, OffsetRange.Lookup brokers) {
        this.reader = reader;
        this.brokers = brokers;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        List<KafkaPartitionSplit> strict = new ArrayList<>();
        splits.forEach(split -> strict.add(fromTheBeginning(split)));
        reader.addSplits(strict);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        try {
            return reader.pollNext(output);
        } catch (Exception e) {
            Optional<OffsetOutOfRangeException> lost =
                    ExceptionUtils.findThrowable(e, OffsetOutOfRangeException.class);
            if (lost.isPresent()) {
                explain(lost.get());
            }
            throw e;
        }
    }

    private static KafkaPartitionSplit fromTheBeginning(KafkaPartitionSplit split) {
        return split.getStartingOffset() == KafkaPartitionSplit.EARLIEST_OFFSET
                ? new KafkaPartitionSplit(
                        split.getTopicPartition(),
                        0,
                        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET))
                : split;
    }

    /** Throws, unless the offset is there after all: then the job may try again. */
    private void explain(OffsetOutOfRangeException lost) throws InterruptedException {
        for (Map.Entry<TopicPartition, Long> wanted :
                lost.offsetOutOfRangePartitions().entrySet()) {
            TopicPartition partition = wanted.getKey();
            try {
                OffsetRange held = brokers.of(partition);
                if (!held.contains(wanted.getValue())) {
                    throw new LostSegmentsException(
                            message(partition, wanted.getValue(), held), lost);
                }
            } catch (ExecutionException | TimeoutException e) {
                lost.addSuppressed(e);
            }
        }
    }

    private static String message(TopicPartition partition, long wanted, OffsetRange held) {
        return "topic %s, partition %d: wanted offset %d, earliest is %d, end is %d: %s; the job never skips, so it ends here"
                .formatted(
                        partition.topic(),
                        partition.partition(),
                        wanted,
                        held.earliest(),
                        held.end(),
                        wanted < held.earliest()
                                ? "retention has deleted messages that were not read"
                                : "the topic was truncated, or made anew");
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
        reader.pauseOrResumeSplits(pause, resume);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
