package io.reducto.state.memory;

import io.reducto.codec.DataException;
import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The saved form of a {@link KeyShown}, version 1; numbers big-endian.
 *
 * <pre>shown := version u8, concurrent i32, register of the one write (RegisterSerializer)</pre>
 */
public final class KeyShownSerializer extends ImmutableSerializer<KeyShown> {
    /** The only instance that is needed. */
    public static final KeyShownSerializer INSTANCE = new KeyShownSerializer();

    /** The type of what keys show. */
    public static final TypeInformation<KeyShown> TYPE = new ValueType<>(KeyShown.class, INSTANCE);

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    public KeyShown createInstance() {
        Dot dot = new Dot(new ReplicaId("none"), 1);
        HybridTime time = new HybridTime(0, 0);
        return new KeyShown(Write.tombstone("none", dot, time, VersionVector.EMPTY), 0);
    }

    @Override
    public void serialize(KeyShown shown, DataOutputView target) throws IOException {
        target.writeByte(VERSION);
        target.writeInt(shown.concurrent());
        Write write = shown.write();
        RegisterSerializer.INSTANCE.serialize(Register.of(write.key(), List.of(write)), target);
    }

    @Override
    public KeyShown deserialize(DataInputView source) throws IOException {
        int version = source.readUnsignedByte();
        if (version != VERSION) {
            throw new DataException.FormatTooNew(
                    "saved key of a content", "version 1", "version " + version);
        }
        int concurrent = source.readInt();
        List<Write> writes = RegisterSerializer.INSTANCE.deserialize(source).writes();
        if (writes.size() != 1) {
            throw new IOException(
                    "saved key of a content: expected one write, found " + writes.size());
        }
        return new KeyShown(writes.get(0), concurrent);
    }

    @Override
    public TypeSerializerSnapshot<KeyShown> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyShown> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
