package io.reducto.connectors.sink;

import io.reducto.codec.DataException;
import io.reducto.repository.format.EpochCommittable;
import io.reducto.repository.format.IngestBytes;
import io.reducto.repository.format.SinkState;
import java.util.function.Function;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Values in checkpoints: the bytes of {@link IngestBytes}, with its version beside them for the
 * engine; {@code docs/format/ingest-state.md}.
 */
final class VersionedBytes<T> implements SimpleVersionedSerializer<T> {
    private final String what;
    private final Function<T, byte[]> write;
    private final Function<byte[], T> read;

    private VersionedBytes(String what, Function<T, byte[]> write, Function<byte[], T> read) {
        this.what = what;
        this.write = write;
        this.read = read;
    }

    static VersionedBytes<EpochCommittable> committables() {
        return new VersionedBytes<>(
                "committable of an epoch", IngestBytes::write, IngestBytes::readCommittable);
    }

    static VersionedBytes<SinkState> states() {
        return new VersionedBytes<>(
                "state of the repository sink", IngestBytes::write, IngestBytes::readSinkState);
    }

    @Override
    public int getVersion() {
        return IngestBytes.VERSION;
    }

    @Override
    public byte[] serialize(T value) {
        return write.apply(value);
    }

    @Override
    public T deserialize(int version, byte[] bytes) {
        if (version > IngestBytes.VERSION) {
            throw new DataException.FormatTooNew(
                    what, "version " + IngestBytes.VERSION, "version " + version);
        }
        return read.apply(bytes);
    }
}
