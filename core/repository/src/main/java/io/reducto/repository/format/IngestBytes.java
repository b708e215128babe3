package io.reducto.repository.format;

import io.reducto.codec.DataException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Descriptors, committables and the state of the sink's writer as bytes; {@code
 * docs/format/ingest-state.md} is the page. Equal values give equal bytes; {@link DataException} on
 * what is wrong with bytes. Stateless.
 *
 * <pre>
 * bytes := version:u8 = 1, Avro binary encoding of StagedEpoch, EpochCommittable or SinkState
 * </pre>
 */
public final class IngestBytes {
    /** The version that is written. */
    public static final int VERSION = 1;

    private IngestBytes() {}

    /** The bytes of a descriptor. */
    public static byte[] write(StagedEpoch epoch) {
        return encode(AvroIngest.toAvro(epoch));
    }

    /** The descriptor in {@code bytes}. */
    public static StagedEpoch readStagedEpoch(byte[] bytes) {
        return decode(
                "descriptor of a staged epoch",
                bytes,
                io.reducto.schemas.ingest.StagedEpoch.class,
                AvroIngest::fromAvro);
    }

    /** The bytes of a committable. */
    public static byte[] write(EpochCommittable committable) {
        return encode(AvroIngest.toAvro(committable));
    }

    /** The committable in {@code bytes}. */
    public static EpochCommittable readCommittable(byte[] bytes) {
        return decode(
                "committable of an epoch",
                bytes,
                io.reducto.schemas.ingest.EpochCommittable.class,
                AvroIngest::fromAvro);
    }

    /** The bytes of a state. */
    public static byte[] write(SinkState state) {
        return encode(AvroIngest.toAvro(state));
    }

    /** The state in {@code bytes}. */
    public static SinkState readSinkState(byte[] bytes) {
        return decode(
                "state of the repository sink",
                bytes,
                io.reducto.schemas.ingest.SinkState.class,
                AvroIngest::fromAvro);
    }

    private static <A extends SpecificRecord> byte[] encode(A record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<A>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return out.toByteArray();
    }

    private static <A, T> T decode(
            String what, byte[] bytes, Class<A> schema, Function<A, T> conversion) {
        if (bytes.length == 0) {
            throw new DataException.Truncated(what, 1, 0);
        }
        if (bytes[0] == 0) {
            throw new DataException.Malformed(what, 0, "expected version 1, found 0");
        }
        if (bytes[0] != VERSION) {
            throw new DataException.FormatTooNew(
                    what, "version " + VERSION, "version " + (bytes[0] & 0xff));
        }
        BoundedDecoder decoder = new BoundedDecoder(bytes, 1, bytes.length - 1);
        try {
            T value = conversion.apply(new SpecificDatumReader<>(schema).read(null, decoder));
            if (!decoder.isAtEnd()) {
                throw new IOException("expected the end, found more bytes");
            }
            return value;
        } catch (EOFException e) {
            throw new DataException.Truncated(what, decoder.position() + 1L, bytes.length);
        } catch (IOException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw decoder.refused(what, "", e);
        }
    }
}
