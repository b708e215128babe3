package io.reducto.state.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.state.type.ValueType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Maps that nobody changes any more: news, and what is known of progress. */
public final class MapSerializer extends CanonicalBytes<ObservedRemoveMap> {
    /** The only instance that is needed. */
    public static final MapSerializer INSTANCE = new MapSerializer();

    /** The type of maps. */
    public static final TypeInformation<ObservedRemoveMap> TYPE =
            new ValueType<>(ObservedRemoveMap.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public ObservedRemoveMap createInstance() {
        return new ObservedRemoveMap();
    }

    @Override
    byte[] bytes(ObservedRemoveMap map) {
        return map.bytes();
    }

    @Override
    ObservedRemoveMap read(byte[] bytes) {
        return ObservedRemoveMap.read(bytes);
    }

    @Override
    public TypeSerializerSnapshot<ObservedRemoveMap> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ObservedRemoveMap> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
