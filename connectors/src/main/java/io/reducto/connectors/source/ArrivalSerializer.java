package io.reducto.connectors.source;

import io.reducto.schemas.segment.MessageException;
import io.reducto.schemas.segment.RejectionCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of an {@link Arrival}, version 1. The gate is chained behind the source, so that as a rule
 * none are written.
 *
 * <pre>
 * arrival := 0:u8 received | 1:u8 size:i32 rejection[size]
 * </pre>
 *
 * A rejection is the message of {@link RejectionCodec}.
 */
final class ArrivalSerializer extends ImmutableSerializer<Arrival> {
    static final ArrivalSerializer INSTANCE = new ArrivalSerializer();

    private static final long serialVersionUID = 1L;

    private static final int TAKEN = 0;
    private static final int REFUSED = 1;

    private static final int REJECTION_BYTES_MAX = 1 << 20;

    private ArrivalSerializer() {}

    @Override
    public Arrival createInstance() {
        return new Arrival.Taken(ReceivedSerializer.INSTANCE.createInstance());
    }

    @Override
    public void serialize(Arrival arrival, DataOutputView out) throws IOException {
        if (arrival instanceof Arrival.Taken taken) {
            out.writeByte(TAKEN);
            ReceivedSerializer.INSTANCE.serialize(taken.received(), out);
        } else if (arrival instanceof Arrival.Refused refused) {
            byte[] rejection = RejectionCodec.encode(refused.rejection());
            out.writeByte(REFUSED);
            out.writeInt(rejection.length);
            out.write(rejection);
        }
    }

    @Override
    public Arrival deserialize(DataInputView in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind == TAKEN) {
            return new Arrival.Taken(ReceivedSerializer.INSTANCE.deserialize(in));
        }
        if (kind != REFUSED) {
            throw new IOException("arrival: expected kind 0 or 1, found " + kind);
        }
        int size = in.readInt();
        if (size < 0 || size > REJECTION_BYTES_MAX) {
            throw new IOException(
                    "rejection: expected 0 to %d bytes, found %d"
                            .formatted(REJECTION_BYTES_MAX, size));
        }
        byte[] rejection = new byte[size];
        in.readFully(rejection);
        try {
            return new Arrival.Refused(RejectionCodec.decode(rejection));
        } catch (MessageException e) {
            throw new IOException("rejection", e);
        }
    }

    @Override
    public TypeSerializerSnapshot<Arrival> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside state that holds arrivals. */
    public static final class Snapshot extends VersionOneSnapshot<Arrival> {
        @Override
        public TypeSerializer<Arrival> restoreSerializer() {
            return INSTANCE;
        }
    }
}
