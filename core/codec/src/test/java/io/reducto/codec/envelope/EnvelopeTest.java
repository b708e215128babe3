package io.reducto.codec.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest extends FormatContract {
    private static final FileFormat FORMAT = new FileFormat("sample", 1, 1);
    private static final byte[] METADATA =
            "what a file says of itself".getBytes(StandardCharsets.US_ASCII);

    @Override
    protected FileFormat format() {
        return FORMAT;
    }

    @Override
    protected byte[] sample() {
        GrowableBytes file = new GrowableBytes(0);
        EnvelopeWriter.header(file, FORMAT, 0x0123456789abcdefL, 0xfedcba9876543210L);
        file.bytes(METADATA, 0, METADATA.length);
        EnvelopeWriter.footer(file, EnvelopeFormat.HEADER_BYTES);
        return file.toArray();
    }

    @Override
    protected void read(byte[] file) {
        Envelope.read(FORMAT, "sample file", file);
    }

    @Override
    void hostileMetadataIsRejectedOrReadAndAllocatesNothing(io.reducto.testkit.Seed seed) {
        // Metadata has no meaning here: nothing to reject.
    }

    @Test
    void goldenFileIsReadAndWrittenAgain() {
        byte[] golden = Golden.bytes("envelope/v1/sample.bin");
        Envelope envelope = Envelope.read(FORMAT, "golden", golden);

        assertThat(envelope.idHigh()).isEqualTo(0x0123456789abcdefL);
        assertThat(envelope.idLow()).isEqualTo(0xfedcba9876543210L);
        assertThat(envelope.bodyLength()).isZero();
        assertThat(Arrays.copyOfRange(golden, 40, 40 + METADATA.length)).isEqualTo(METADATA);
        assertThat(sample()).isEqualTo(golden);
    }

    @Test
    void theEndAloneIsEnough() {
        byte[] file = sample();
        byte[] last = Arrays.copyOfRange(file, file.length - 28, file.length);
        int needed = Envelope.tailLength(FORMAT, "s", new Envelope.FileEnd(last, file.length));
        assertThat(needed).isEqualTo(METADATA.length + 28);

        byte[] tail = Arrays.copyOfRange(file, file.length - needed, file.length);
        Envelope.FileEnd end = new Envelope.FileEnd(tail, file.length);
        Envelope envelope =
                Envelope.readTail(FORMAT, "s", 0x0123456789abcdefL, 0xfedcba9876543210L, end);
        assertThat(envelope.metadataLength()).isEqualTo(METADATA.length);
        assertThatThrownBy(() -> Envelope.readTail(FORMAT, "s", 1, 2, end))
                .as("the end of another file")
                .isInstanceOf(DataException.Corrupt.class);
        assertThatThrownBy(
                        () ->
                                Envelope.readTail(
                                        FORMAT, "s", 1, 2, new Envelope.FileEnd(last, file.length)))
                .as("too little handed in")
                .isInstanceOf(DataException.Truncated.class);
    }

    @Test
    void aTextModeTransferIsDetected() {
        byte[] file =
                new String(sample(), StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(file)).isInstanceOf(DataException.WrongFormat.class);
    }

    @Test
    void crcIsCastagnoli() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(EnvelopeFormat.crc(check, 0, check.length)).isEqualTo(0xe3069283);
    }
}
