package io.reducto.repository.format;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.schemas.repository.Commit;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificDatumReader;

/** Reads commit records; {@link DataException} on what is wrong with one. Stateless. */
public final class CommitReader {
    private CommitReader() {}

    /**
     * Reads a whole file.
     *
     * @param what names the file in errors, with its volume
     * @param repository whose record it must be
     * @param file all bytes of it
     */
    public static CommitRecord read(String what, RepositoryId repository, byte[] file) {
        Envelope envelope = Envelope.read(CommitFormat.FILE, what, file);
        if (envelope.bodyLength() != 0) {
            throw new DataException.Malformed(
                    what,
                    EnvelopeFormat.HEADER_BYTES,
                    "expected no body, found %d bytes".formatted(envelope.bodyLength()));
        }
        RepositoryId found = new RepositoryId(envelope.idHigh(), envelope.idLow());
        if (!found.equals(repository)) {
            throw new DataException.WrongFormat(
                    what, "a record of repository " + repository, "one of repository " + found);
        }
        return decode(what, envelope);
    }

    private static CommitRecord decode(String what, Envelope envelope) {
        BoundedDecoder decoder =
                new BoundedDecoder(
                        envelope.bytes(), envelope.metadataOffset(), envelope.metadataLength());
        try {
            SpecificDatumReader<Commit> reader = new SpecificDatumReader<>(Commit.class);
            reader.setSchema(CommitFormat.writerSchema(envelope.version()));
            CommitRecord record = AvroCommits.fromAvro(reader.read(null, decoder));
            if (!decoder.isAtEnd()) {
                throw new IOException("expected the end of the record, found more bytes");
            }
            Rule.range("commit number", record.number(), 1, CommitFormat.NUMBER_MAX);
            return record;
        } catch (IOException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            // Avro answers an unknown symbol or branch with an index out of bounds; our own types
            // answer a broken rule with a bad argument. Here all of it is what the file says.
            throw decoder.refused(what, "commit record: ", e);
        }
    }
}
