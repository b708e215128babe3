package io.reducto.connectors.memory;

import io.reducto.state.memory.MapSerializer;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The saved form of {@link PendingNews}, version 1: the remote ({@code DataOutput.writeUTF}), and
 * the map ({@link MapSerializer}).
 */
final class PendingNewsSerializer implements SimpleVersionedSerializer<PendingNews> {
    private static final int VERSION = 1;
    private static final int SIZE_ESTIMATE_BYTES = 4 << 10;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PendingNews pending) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(SIZE_ESTIMATE_BYTES);
        out.writeUTF(pending.remote());
        MapSerializer.INSTANCE.serialize(pending.news(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public PendingNews deserialize(int version, byte[] bytes) throws IOException {
        RemoteSplitSerializer.requireVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String remote = in.readUTF();
        return new PendingNews(remote, MapSerializer.INSTANCE.deserialize(in));
    }
}
