package io.reducto.state.upload;

import io.reducto.codec.DataException;
import io.reducto.state.type.ChunkIdSerializer;
import io.reducto.state.type.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The saved form of a {@link StandingVersion}, version 1; numbers big-endian.
 *
 * <pre>marker := version u8, root [32], length i64, upload string (DataOutput.writeUTF)</pre>
 */
public final class StandingVersionSerializer extends ImmutableSerializer<StandingVersion> {
    /** The only instance that is needed. */
    public static final StandingVersionSerializer INSTANCE = new StandingVersionSerializer();

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    public StandingVersion createInstance() {
        return new StandingVersion(ChunkIdSerializer.INSTANCE.createInstance(), 0, "");
    }

    @Override
    public void serialize(StandingVersion marker, DataOutputView target) throws IOException {
        target.writeByte(VERSION);
        ChunkIdSerializer.INSTANCE.serialize(marker.root(), target);
        target.writeLong(marker.length());
        target.writeUTF(marker.upload());
    }

    @Override
    public StandingVersion deserialize(DataInputView source) throws IOException {
        int version = source.readUnsignedByte();
        if (version != VERSION) {
            throw new DataException.FormatTooNew(
                    "saved completion marker", "version 1", "version " + version);
        }
        return new StandingVersion(
                ChunkIdSerializer.INSTANCE.deserialize(source),
                source.readLong(),
                source.readUTF());
    }

    @Override
    public TypeSerializerSnapshot<StandingVersion> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StandingVersion> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
