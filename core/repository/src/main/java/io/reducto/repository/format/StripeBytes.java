package io.reducto.repository.format;

import io.reducto.codec.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A stripe as the value of a stripe catalogue, and as the packs that a run's root lists.
 *
 * <pre>
 * bytes := version:u8 = 1, Avro binary encoding of Stripe
 * </pre>
 */
public final class StripeBytes {
    private static final int VERSION = 1;

    private StripeBytes() {}

    /** The bytes of a stripe; the same stripe always gives the same. */
    public static byte[] write(Stripe stripe) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<>(io.reducto.schemas.repository.Stripe.class)
                    .write(AvroStripes.toAvro(stripe), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return out.toByteArray();
    }

    /** The stripe in {@code bytes}; {@link DataException} on what is wrong with them. */
    public static Stripe read(byte[] bytes) {
        String what = "stripe";
        if (bytes.length == 0) {
            throw new DataException.Truncated(what, 1, 0);
        }
        if (bytes[0] != VERSION) {
            throw new DataException.FormatTooNew(what, "version 1", "version " + bytes[0]);
        }
        BoundedDecoder decoder = new BoundedDecoder(bytes, 1, bytes.length - 1);
        try {
            Stripe stripe =
                    AvroStripes.fromAvro(
                            new SpecificDatumReader<>(io.reducto.schemas.repository.Stripe.class)
                                    .read(null, decoder));
            if (!decoder.isAtEnd()) {
                throw new IOException("expected the end, found more bytes");
            }
            return stripe;
        } catch (IOException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw decoder.refused(what, "", e);
        }
    }
}
