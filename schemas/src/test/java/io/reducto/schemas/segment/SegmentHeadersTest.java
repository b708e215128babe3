package io.reducto.schemas.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SegmentHeadersTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private static final List<SegmentHeader> LEAST =
            List.of(
                    header("reducto-dataset", "builds"),
                    header("reducto-object", "tool/linux"),
                    header("reducto-version", "1.2"),
                    header("reducto-upload", "u-1"),
                    header("reducto-seq", "007"));

    @Test
    void fiveHeadersAreEnough() throws Exception {
        Segment segment = SegmentMessage.parse(LEAST, Optional.of(CONTENT));
        SegmentCodecTest.assertEqual(
                segment,
                new Segment(
                        new UploadId("builds", "tool/linux", "1.2", "u-1"),
                        7,
                        false,
                        Declaration.NONE,
                        CONTENT));
        assertThat(segment.content()).as("not copied").isSameAs(CONTENT);
    }

    @Test
    void whatIsPrintedIsRead() throws Exception {
        Segment full =
                new Segment(
                        SampleSegments.FIRST.upload(),
                        Long.MAX_VALUE,
                        true,
                        SampleSegments.LAST.declared(),
                        CONTENT);
        SegmentCodecTest.assertEqual(
                SegmentHeaders.parse(SegmentHeaders.print(full), CONTENT), full);
        List<SegmentHeader> first = SegmentHeaders.print(SampleSegments.FIRST);
        assertThat(first).hasSize(5);
        SegmentCodecTest.assertEqual(
                SegmentHeaders.parse(first, SampleSegments.FIRST.content()), SampleSegments.FIRST);
        assertThatThrownBy(() -> SegmentHeaders.print(SampleSegments.LAST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reducto-object")
                .hasMessageContaining("Büro");
    }

    @Test
    void headersOfOthersAreLeftAlone() throws Exception {
        List<SegmentHeader> headers = with(header("traceparent", "00-ä"));
        assertThat(SegmentHeaders.parse(headers, CONTENT).ordinal()).isEqualTo(7);
        assertThat(SegmentHeaders.arePlain(List.of(header("traceparent", "00")))).isFalse();
        assertThat(SegmentHeaders.arePlain(List.of(header("reducto-", "")))).isTrue();
    }

    @Test
    void everyRuleIsNamedWithExpectedAndFound() {
        refused(with(header("reducto-sequence", "1")), "-seq", "header 'reducto-sequence'");
        refused(with(header("reducto-seq", "8")), "header reducto-seq once", "it twice");
        refused(without("reducto-upload"), "header reducto-upload", "none");
        refused(changed("reducto-object", ""), "reducto-object: 1 to 1024", "0 bytes");
        refused(changed("reducto-object", "x".repeat(1025)), "reducto-object", "1025 bytes");
        refused(changed("reducto-object", "Büro"), "reducto-object: printable ASCII", "'B??ro'");
        refused(changed("reducto-version", "1\n"), "reducto-version: printable", "'1?'");
        refused(changed("reducto-seq", "-1"), "reducto-seq: a decimal number", "'-1'");
        refused(changed("reducto-seq", ""), "reducto-seq: a decimal number", "''");
        refused(changed("reducto-seq", "9223372036854775808"), "reducto-seq", "775808'");
        refused(changed("reducto-seq", "9".repeat(400)), "reducto-seq", "of 400 characters");
        refused(with(header("reducto-last", "yes")), "reducto-last: true or false", "'yes'");
        refused(with(header("reducto-length", "1k")), "reducto-length: a decimal", "'1k'");
        refused(with(header("reducto-blake3", "ab")), "reducto-blake3: 64 hexadec", "'ab'");
        refused(with(header("reducto-sha256", "g".repeat(64))), "reducto-sha256: 64", "'ggg");
    }

    @Test
    void aRefusalNamesTheUploadOnceItIsKnown() {
        Rejection rejection =
                refused(with(header("reducto-last", "yes")), "reducto-last", "yes")
                        .at(SampleSegments.POSITION);
        assertThat(rejection.upload()).contains(new UploadId("builds", "tool/linux", "1.2", "u-1"));
        assertThat(rejection.ordinal()).isEqualTo(OptionalLong.of(7));
    }

    @Test
    void tombstonesAndOversizeAreMalformed() {
        assertThatThrownBy(() -> SegmentMessage.parse(LEAST, Optional.empty()))
                .hasMessageContaining("MALFORMED")
                .hasMessageContaining("tombstone");
        byte[] large = new byte[Segment.CONTENT_BYTES_MAX + 1];
        assertThatThrownBy(() -> SegmentMessage.parse(LEAST, Optional.of(large)))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("expected content of at most 16777216 bytes");
    }

    @Test
    void namesMayHoldAnythingButControlCharactersAndHalfPairs() {
        assertThat(new UploadId("🎵", "a b", "1", "u").dataSet()).isEqualTo("🎵");
        for (String bad : List.of("", "x".repeat(1025), "a\tb", "\u007f", "\ud83c", "a\udfb5")) {
            assertThatThrownBy(() -> new UploadId("d", bad, "1", "u"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("object: expected");
        }
    }

    private static MessageException refused(
            List<SegmentHeader> headers, String expected, String found) {
        try {
            SegmentHeaders.parse(headers, CONTENT);
        } catch (MessageException e) {
            assertThat(e.reason()).isEqualTo(RejectionReason.MALFORMED);
            assertThat(e.expected()).contains(expected);
            assertThat(e.found()).contains(found);
            return e;
        }
        throw new AssertionError("was read: " + headers);
    }

    private static List<SegmentHeader> with(SegmentHeader more) {
        List<SegmentHeader> headers = new ArrayList<>(LEAST);
        headers.add(more);
        return headers;
    }

    private static List<SegmentHeader> without(String name) {
        return LEAST.stream().filter(header -> !header.name().equals(name)).toList();
    }

    private static List<SegmentHeader> changed(String name, String value) {
        return LEAST.stream()
                .map(header -> header.name().equals(name) ? header(name, value) : header)
                .toList();
    }

    private static SegmentHeader header(String name, String value) {
        return new SegmentHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
