package io.reducto.operators.edge;

import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Notices of hand-overs on their edge, 12 bytes each. Not a public format. */
public final class HandedOverSerializer extends ImmutableSerializer<HandedOver> {
    /** The only instance that is needed. */
    public static final HandedOverSerializer INSTANCE = new HandedOverSerializer();

    /** The type of these notices. */
    public static final TypeInformation<HandedOver> TYPE =
            new ValueType<>(HandedOver.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public HandedOver createInstance() {
        return new HandedOver(0, 0);
    }

    @Override
    public void serialize(HandedOver notice, DataOutputView target) throws IOException {
        target.writeInt(notice.subtask());
        target.writeLong(notice.end());
    }

    @Override
    public HandedOver deserialize(DataInputView source) throws IOException {
        return new HandedOver(source.readInt(), source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<HandedOver> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HandedOver> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
