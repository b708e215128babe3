package io.reducto.operators.memory;

import io.reducto.state.memory.KeyShownSerializer;
import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Changes on their edge. Not a public format. */
public final class ShownChangeSerializer extends ImmutableSerializer<ShownChange> {
    /** The only instance that is needed. */
    public static final ShownChangeSerializer INSTANCE = new ShownChangeSerializer();

    /** The type of changes. */
    public static final TypeInformation<ShownChange> TYPE =
            new ValueType<>(ShownChange.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public ShownChange createInstance() {
        return new ShownChange("", "", Optional.empty());
    }

    @Override
    public void serialize(ShownChange change, DataOutputView target) throws IOException {
        StringValue.writeString(change.content(), target);
        StringValue.writeString(change.key(), target);
        target.writeBoolean(change.shown().isPresent());
        if (change.shown().isPresent()) {
            KeyShownSerializer.INSTANCE.serialize(change.shown().get(), target);
        }
    }

    @Override
    public ShownChange deserialize(DataInputView source) throws IOException {
        return new ShownChange(
                StringValue.readString(source),
                StringValue.readString(source),
                source.readBoolean()
                        ? Optional.of(KeyShownSerializer.INSTANCE.deserialize(source))
                        : Optional.empty());
    }

    @Override
    public TypeSerializerSnapshot<ShownChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ShownChange> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
