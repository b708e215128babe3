package io.reducto.operators.edge;

import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Verdicts on their edge, 13 bytes each. Not a public format. */
public final class VerdictSerializer extends ImmutableSerializer<Verdict> {
    /** The only instance that is needed. */
    public static final VerdictSerializer INSTANCE = new VerdictSerializer();

    /** The type of verdicts. */
    public static final TypeInformation<Verdict> TYPE = new ValueType<>(Verdict.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public Verdict createInstance() {
        return new Verdict(0, 0, Holding.FRESH);
    }

    @Override
    public void serialize(Verdict verdict, DataOutputView target) throws IOException {
        target.writeInt(verdict.subtask());
        target.writeLong(verdict.sequence());
        target.writeByte(verdict.holding().code);
    }

    @Override
    public Verdict deserialize(DataInputView source) throws IOException {
        return new Verdict(
                source.readInt(), source.readLong(), Holding.of(source.readUnsignedByte()));
    }

    @Override
    public TypeSerializerSnapshot<Verdict> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Verdict> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
