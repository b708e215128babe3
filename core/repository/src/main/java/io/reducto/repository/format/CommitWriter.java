package io.reducto.repository.format;

import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.GrowableBytes;
import io.reducto.schemas.repository.Commit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes commit records. Equal records of one repository give equal bytes. Stateless. */
public final class CommitWriter {
    private static final int USUAL_BYTES = 4096;

    private CommitWriter() {}

    /**
     * The file of a record.
     *
     * @throws IllegalArgumentException for number 0, and for more than {@value
     *     CommitFormat#FILE_BYTES_MAX} bytes
     */
    public static byte[] write(RepositoryId repository, CommitRecord record) {
        Rule.range("commit number", record.number(), 1, CommitFormat.NUMBER_MAX);
        byte[] metadata = encode(AvroCommits.toAvro(record));
        GrowableBytes file = new GrowableBytes(metadata.length + USUAL_BYTES);
        EnvelopeWriter.header(file, CommitFormat.FILE, repository.high(), repository.low());
        int start = file.length();
        file.bytes(metadata, 0, metadata.length);
        EnvelopeWriter.footer(file, start);
        Rule.range("bytes of a commit record", file.length(), 1, CommitFormat.FILE_BYTES_MAX);
        return file.toArray();
    }

    private static byte[] encode(Commit commit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(Commit.class).write(commit, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }
}
