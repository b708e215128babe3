package io.reducto.schemas.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.schemas.stream.Rejected;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class SegmentCodecTest {
    @Test
    void goldenMessagesAreReadAndWrittenAgain() throws Exception {
        goldenSegment("first", SampleSegments.FIRST);
        goldenSegment("last", SampleSegments.LAST);
        goldenRejection("placed", SampleSegments.PLACED);
        goldenRejection("bare", SampleSegments.BARE);
    }

    @Test
    void avroReadsWhatWeWriteAndWritesWhatWeRead() throws Exception {
        for (Segment segment : new Segment[] {SampleSegments.FIRST, SampleSegments.LAST}) {
            byte[] ours = SegmentCodec.encode(segment);
            io.reducto.schemas.stream.Segment theirs =
                    io.reducto.schemas.stream.Segment.getDecoder().decode(ours);
            assertThat(theirs.getObject()).isEqualTo(segment.upload().object());
            assertThat(theirs.getOrdinal()).isEqualTo(segment.ordinal());
            assertThat(theirs.getContent()).isEqualTo(ByteBuffer.wrap(segment.content()));
            assertThat(bytes(io.reducto.schemas.stream.Segment.getEncoder().encode(theirs)))
                    .isEqualTo(ours);
        }
        byte[] ours = RejectionCodec.encode(SampleSegments.PLACED);
        Rejected theirs = Rejected.getDecoder().decode(ours);
        assertThat(theirs.getReason()).isEqualTo("DIGEST_MISMATCH");
        assertThat(theirs.getUpload().getVersion()).isEqualTo("ä");
        assertThat(bytes(Rejected.getEncoder().encode(theirs))).isEqualTo(ours);
    }

    /** Every prefix, and every bit: an answer of our own, never another exception. */
    @Test
    void damagedMessagesAreRefusedOrReadButNeverBreakTheReader() throws Exception {
        byte[] golden = SegmentCodec.encode(SampleSegments.LAST);
        for (int length = 0; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            assertThatThrownBy(() -> SegmentCodec.decode(cut)).isInstanceOf(MessageException.class);
        }
        int refused = 0;
        for (int bit = 0; bit < golden.length * Byte.SIZE; bit++) {
            byte[] flipped = golden.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            try {
                SegmentCodec.decode(flipped);
            } catch (MessageException e) {
                refused++;
                assertThat(e.expected()).isNotBlank();
                assertThat(e.found()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(SingleObject.HEAD_BYTES * Byte.SIZE);
    }

    @Test
    void hostileLengthsAreRefusedByWhatIsThere() {
        AvroWriter out = new AvroWriter(64);
        out.writeFixed(SingleObject.head(SegmentCodec.FINGERPRINT));
        out.writeLong(Integer.MAX_VALUE);
        assertThatThrownBy(() -> SegmentCodec.decode(out.bytes()))
                .hasMessage(
                        "MALFORMED: expected dataSet: a length of 0 to the 0 bytes that follow, found 2147483647");
        AvroWriter negative = new AvroWriter(64);
        negative.writeFixed(SingleObject.head(SegmentCodec.FINGERPRINT));
        negative.writeLong(Long.MIN_VALUE);
        assertThatThrownBy(() -> SegmentCodec.decode(negative.bytes()))
                .hasMessageContaining("found -9223372036854775808");
    }

    @Test
    void whatIsWrongIsSaidWithWhoseItIs() throws Exception {
        byte[] trailing = Arrays.copyOf(SegmentCodec.encode(SampleSegments.FIRST), 60);
        MessageException refusal = refusal(trailing);
        assertThat(refusal.reason()).isEqualTo(RejectionReason.MALFORMED);
        Rejection rejection = refusal.at(SampleSegments.POSITION);
        assertThat(rejection.upload()).contains(SampleSegments.FIRST.upload());
        assertThat(rejection.ordinal()).hasValue(0);
        assertThat(rejection.position()).isEqualTo(SampleSegments.POSITION);
    }

    @Test
    void otherSchemasAreUnknown() throws Exception {
        assertThat(refusal(new byte[0]).reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(refusal(new byte[] {0x50, 0x4b}).found())
                .isEqualTo("no such header, 2 bytes that begin with 504b");
        byte[] other = RejectionCodec.encode(SampleSegments.BARE);
        assertThat(refusal(other).reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(refusal(other).found()).isEqualTo("%016x".formatted(RejectionCodec.FINGERPRINT));
    }

    @Test
    void rejectionsComeBack(Seed seed) throws Exception {
        for (RejectionReason reason : RejectionReason.values()) {
            Rejection rejection =
                    new Rejection(
                            reason,
                            new Position("t", 1, seed.between(0, 1 << 30), -1),
                            Optional.of(SampleSegments.FIRST.upload()),
                            java.util.OptionalLong.of(seed.between(0, 1 << 30)),
                            "",
                            "x");
            assertThat(RejectionCodec.decode(RejectionCodec.encode(rejection)))
                    .isEqualTo(rejection);
        }
    }

    static void assertEqual(Segment found, Segment expected) {
        assertThat(found).usingRecursiveComparison().isEqualTo(expected);
    }

    private static MessageException refusal(byte[] message) {
        try {
            SegmentCodec.decode(message);
        } catch (MessageException e) {
            return e;
        }
        throw new AssertionError("was read");
    }

    private static void goldenSegment(String name, Segment segment) throws MessageException {
        byte[] golden = Golden.bytes("segment/v1/" + name + ".bin");
        assertEqual(SegmentCodec.decode(golden), segment);
        assertThat(SegmentCodec.encode(segment)).isEqualTo(golden);
    }

    private static void goldenRejection(String name, Rejection rejection) throws MessageException {
        byte[] golden = Golden.bytes("rejected/v1/" + name + ".bin");
        assertThat(RejectionCodec.decode(golden)).isEqualTo(rejection);
        assertThat(RejectionCodec.encode(rejection)).isEqualTo(golden);
    }

    private static byte[] bytes(ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
