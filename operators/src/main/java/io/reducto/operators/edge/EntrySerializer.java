package io.reducto.operators.edge;

import io.reducto.codec.ChunkId;
import io.reducto.state.type.ChunkIdSerializer;
import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Entries on their edge. Not a public format: checkpoints are aligned, none is ever saved. */
public final class EntrySerializer extends ImmutableSerializer<Entry> {
    /** The only instance that is needed. */
    public static final EntrySerializer INSTANCE = new EntrySerializer();

    /** The type of entries. */
    public static final TypeInformation<Entry> TYPE = new ValueType<>(Entry.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public Entry createInstance() {
        return new Entry(0, 0, 0, ChunkIdSerializer.INSTANCE.createInstance(), new byte[0], 0, 0);
    }

    @Override
    public Entry copy(Entry from) {
        byte[] bytes =
                Arrays.copyOfRange(from.bytes(), from.offset(), from.offset() + from.length());
        return new Entry(
                from.subtask(), from.sequence(), from.kind(), from.id(), bytes, 0, bytes.length);
    }

    @Override
    public void serialize(Entry entry, DataOutputView target) throws IOException {
        target.writeInt(entry.subtask());
        target.writeLong(entry.sequence());
        target.writeByte(entry.kind());
        ChunkIdSerializer.INSTANCE.serialize(entry.id(), target);
        target.writeInt(entry.length());
        target.write(entry.bytes(), entry.offset(), entry.length());
    }

    @Override
    public Entry deserialize(DataInputView source) throws IOException {
        int subtask = source.readInt();
        long sequence = source.readLong();
        int kind = source.readUnsignedByte();
        ChunkId id = ChunkIdSerializer.INSTANCE.deserialize(source);
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return new Entry(subtask, sequence, kind, id, bytes, 0, bytes.length);
    }

    @Override
    public TypeSerializerSnapshot<Entry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Entry> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
