package io.reducto.state.memory;

import io.reducto.crdt.Register;
import io.reducto.state.type.ValueType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Registers: the writes of a key, in state and on edges. */
public final class RegisterSerializer extends CanonicalBytes<Register> {
    /** The only instance that is needed. */
    public static final RegisterSerializer INSTANCE = new RegisterSerializer();

    /** The type of registers. */
    public static final TypeInformation<Register> TYPE = new ValueType<>(Register.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public Register createInstance() {
        return Register.empty("");
    }

    @Override
    byte[] bytes(Register register) {
        return register.bytes();
    }

    @Override
    Register read(byte[] bytes) {
        return Register.read(bytes);
    }

    @Override
    public TypeSerializerSnapshot<Register> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Register> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
