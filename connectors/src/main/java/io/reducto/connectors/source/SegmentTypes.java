package io.reducto.connectors.source;

import io.reducto.schemas.segment.Received;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of what the source emits; Flink asks for no generic type. */
public final class SegmentTypes {
    /** Of {@link Received}. */
    public static final TypeInformation<Received> RECEIVED =
            new ValueType<>(Received.class, ReceivedSerializer.INSTANCE);

    /** Of {@link Arrival}. */
    public static final TypeInformation<Arrival> ARRIVAL =
            new ValueType<>(Arrival.class, ArrivalSerializer.INSTANCE);

    private SegmentTypes() {}

    /** An immutable value with one serializer; not a key. */
    private static final class ValueType<T> extends TypeInformation<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final TypeSerializer<T> serializer;

        private ValueType(Class<T> type, TypeSerializer<T> serializer) {
            this.type = type;
            this.serializer = serializer;
        }

        @Override
        public TypeSerializer<T> createSerializer(SerializerConfig config) {
            return serializer;
        }

        @Override
        public Class<T> getTypeClass() {
            return type;
        }

        @Override
        public boolean isBasicType() {
            return false;
        }

        @Override
        public boolean isTupleType() {
            return false;
        }

        @Override
        public int getArity() {
            return 1;
        }

        @Override
        public int getTotalFields() {
            return 1;
        }

        @Override
        public boolean isKeyType() {
            return false;
        }

        @Override
        public boolean canEqual(Object other) {
            return other instanceof ValueType;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ValueType<?> that && type == that.type;
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }
}
