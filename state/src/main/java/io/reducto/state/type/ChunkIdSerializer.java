package io.reducto.state.type;

import io.reducto.codec.ChunkId;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A chunk id as its 32 bytes. The key of the membership index: this form never changes. */
public final class ChunkIdSerializer extends ImmutableSerializer<ChunkId> {
    /** The only instance that is needed. */
    public static final ChunkIdSerializer INSTANCE = new ChunkIdSerializer();

    /** The type of chunk ids; they may be keys. */
    public static final TypeInformation<ChunkId> TYPE = new ValueType<>(ChunkId.class, INSTANCE);

    private static final long serialVersionUID = 1;
    private static final ChunkId ZERO = ChunkId.read(new byte[ChunkId.BYTES], 0);

    @Override
    public ChunkId createInstance() {
        return ZERO;
    }

    @Override
    public int getLength() {
        return ChunkId.BYTES;
    }

    @Override
    public void serialize(ChunkId id, DataOutputView target) throws IOException {
        target.writeLong(id.longAt(0));
        target.writeLong(id.longAt(1));
        target.writeLong(id.longAt(2));
        target.writeLong(id.longAt(3));
    }

    @Override
    public ChunkId deserialize(DataInputView source) throws IOException {
        return ChunkId.of(
                source.readLong(), source.readLong(), source.readLong(), source.readLong());
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, ChunkId.BYTES);
    }

    @Override
    public TypeSerializerSnapshot<ChunkId> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChunkId> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
