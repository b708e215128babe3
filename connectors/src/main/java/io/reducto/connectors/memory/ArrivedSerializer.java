package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.state.memory.MapSerializer;
import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What sources have read, on its edge. Not a public format. */
public final class ArrivedSerializer extends ImmutableSerializer<Arrived> {
    /** The only instance that is needed. */
    public static final ArrivedSerializer INSTANCE = new ArrivedSerializer();

    /** The type of what has arrived. */
    public static final TypeInformation<Arrived> TYPE = new ValueType<>(Arrived.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public Arrived createInstance() {
        return new Arrived.Part(new ObservedRemoveMap());
    }

    @Override
    public void serialize(Arrived arrived, DataOutputView target) throws IOException {
        target.writeBoolean(arrived instanceof Arrived.Part);
        if (arrived instanceof Arrived.Part part) {
            MapSerializer.INSTANCE.serialize(part.state(), target);
        } else if (arrived instanceof Arrived.Refused refused) {
            target.writeInt(refused.notice().length);
            target.write(refused.notice());
        }
    }

    @Override
    public Arrived deserialize(DataInputView source) throws IOException {
        if (source.readBoolean()) {
            return new Arrived.Part(MapSerializer.INSTANCE.deserialize(source));
        }
        byte[] notice = new byte[source.readInt()];
        source.readFully(notice);
        return new Arrived.Refused(notice);
    }

    @Override
    public TypeSerializerSnapshot<Arrived> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Arrived> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
