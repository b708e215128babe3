package io.reducto.connectors.source;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Snapshot of a serializer that exists in one version and has no configuration. A subclass is named
 * in checkpoints: it is public, has a constructor without arguments, and is never renamed.
 */
abstract class VersionOneSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    @Override
    public final int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) {}

    @Override
    public final void readSnapshot(int version, DataInputView in, ClassLoader classes)
            throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "%s: expected version %d, found %d; a newer release wrote this state"
                            .formatted(getClass().getName(), VERSION, version));
        }
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
