package io.reducto.connectors.memory;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The saved form of a {@link RemoteSplit}, version 1: two strings of {@code DataOutput.writeUTF},
 * the second empty where nothing was read.
 */
final class RemoteSplitSerializer implements SimpleVersionedSerializer<RemoteSplit> {
    private static final int VERSION = 1;
    private static final int SIZE_ESTIMATE_BYTES = 128;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(RemoteSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(SIZE_ESTIMATE_BYTES);
        out.writeUTF(split.remote());
        out.writeUTF(split.upTo().orElse(""));
        return out.getCopyOfBuffer();
    }

    @Override
    public RemoteSplit deserialize(int version, byte[] bytes) throws IOException {
        requireVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String remote = in.readUTF();
        return new RemoteSplit(remote, Optional.of(in.readUTF()).filter(to -> !to.isEmpty()));
    }

    static void requireVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "saved state of a Git remote: expected version %d, found %d; a newer release wrote it"
                            .formatted(VERSION, version));
        }
    }
}
