package io.reducto.schemas.segment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The plain form of a segment: what it is stands in headers, its content is the value, so that any
 * Kafka client can publish.
 *
 * <pre>
 * reducto-dataset, reducto-object, reducto-version, reducto-upload   text, 1 to 1,024 characters
 * reducto-seq                                                        decimal, from 0
 * reducto-last      (optional)                                       true | false
 * reducto-length    (optional)                                       decimal
 * reducto-blake3, reducto-sha256   (optional)                        64 hexadecimal digits
 * </pre>
 *
 * Values are printable ASCII and mean what they say: nothing is decoded, so a name beyond ASCII
 * needs the Avro form ({@link SegmentCodec}). {@code docs/format/segments.md} is the page.
 */
public final class SegmentHeaders {
    /** What all names begin with: a message with such a header is of the plain form. */
    public static final String PREFIX = "reducto-";

    /** The data set. */
    public static final String DATA_SET = PREFIX + "dataset";

    /** The object. */
    public static final String OBJECT = PREFIX + "object";

    /** Its version. */
    public static final String VERSION = PREFIX + "version";

    /** The upload. */
    public static final String UPLOAD = PREFIX + "upload";

    /** The ordinal. */
    public static final String SEQUENCE = PREFIX + "seq";

    /** Whether the object ends here. */
    public static final String LAST = PREFIX + "last";

    /** Declared length of the object. */
    public static final String LENGTH = PREFIX + "length";

    /** Declared BLAKE3-256 of the object. */
    public static final String BLAKE3 = PREFIX + "blake3";

    /** Declared SHA-256 of the object. */
    public static final String SHA256 = PREFIX + "sha256";

    private static final Set<String> NAMES =
            Set.of(DATA_SET, OBJECT, VERSION, UPLOAD, SEQUENCE, LAST, LENGTH, BLAKE3, SHA256);

    private static final int NUMBER_DIGITS_MAX = 19;

    private SegmentHeaders() {}

    /** Whether a message with these headers is of the plain form. */
    public static boolean arePlain(List<SegmentHeader> headers) {
        return headers.stream().anyMatch(header -> header.name().startsWith(PREFIX));
    }

    /**
     * Reads a segment; headers of other prefixes are not looked at.
     *
     * @param content becomes the segment's, not copied
     * @throws MessageException MALFORMED: a header missing, unknown, twice, or not as it should be
     */
    public static Segment parse(List<SegmentHeader> headers, byte[] content)
            throws MessageException {
        Map<String, byte[]> values = values(headers);
        UploadId upload = upload(values);
        OptionalLong ordinal = OptionalLong.empty();
        try {
            ordinal = OptionalLong.of(number(SEQUENCE, required(values, SEQUENCE)));
            return segment(values, upload, ordinal.getAsLong(), content);
        } catch (MessageException e) {
            throw e.of(upload, ordinal);
        }
    }

    /**
     * The headers of a segment, in the order of the class comment.
     *
     * @throws IllegalArgumentException where a part of the upload's identity is not ASCII
     */
    public static List<SegmentHeader> print(Segment segment) {
        List<SegmentHeader> headers = new ArrayList<>();
        UploadId upload = segment.upload();
        add(headers, DATA_SET, upload.dataSet());
        add(headers, OBJECT, upload.object());
        add(headers, VERSION, upload.version());
        add(headers, UPLOAD, upload.upload());
        add(headers, SEQUENCE, Long.toString(segment.ordinal()));
        if (segment.isLast()) {
            add(headers, LAST, "true");
        }
        Declaration declared = segment.declared();
        declared.length().ifPresent(length -> add(headers, LENGTH, Long.toString(length)));
        HexFormat hex = HexFormat.of();
        declared.blake3().ifPresent(digest -> add(headers, BLAKE3, hex.formatHex(digest)));
        declared.sha256().ifPresent(digest -> add(headers, SHA256, hex.formatHex(digest)));
        return headers;
    }

    private static void add(List<SegmentHeader> headers, String name, String value) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    "header %s: expected ASCII, found '%s'; the Avro form carries any name"
                            .formatted(name, value));
        }
        headers.add(new SegmentHeader(name, value.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, byte[]> values(List<SegmentHeader> headers) throws MessageException {
        Map<String, byte[]> values = new HashMap<>();
        for (SegmentHeader header : headers) {
            String name = header.name();
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            if (!NAMES.contains(name)) {
                throw MessageException.malformed(
                        "headers reducto-dataset, -object, -version, -upload, -seq, -last, -length, -blake3, -sha256",
                        "header " + Evidence.text(name));
            }
            if (values.putIfAbsent(name, header.value()) != null) {
                throw MessageException.malformed("header " + name + " once", "it twice");
            }
        }
        return values;
    }

    private static UploadId upload(Map<String, byte[]> values) throws MessageException {
        return new UploadId(
                text(DATA_SET, required(values, DATA_SET)),
                text(OBJECT, required(values, OBJECT)),
                text(VERSION, required(values, VERSION)),
                text(UPLOAD, required(values, UPLOAD)));
    }

    private static Segment segment(
            Map<String, byte[]> values, UploadId upload, long ordinal, byte[] content)
            throws MessageException {
        Optional<byte[]> last = Optional.ofNullable(values.get(LAST));
        Optional<byte[]> length = Optional.ofNullable(values.get(LENGTH));
        boolean isLast = last.isPresent() && flag(LAST, last.get());
        Declaration declared =
                new Declaration(
                        length.isPresent()
                                ? OptionalLong.of(number(LENGTH, length.get()))
                                : OptionalLong.empty(),
                        digest(BLAKE3, Optional.ofNullable(values.get(BLAKE3))),
                        digest(SHA256, Optional.ofNullable(values.get(SHA256))));
        Evidence.checkContent(content.length);
        return new Segment(upload, ordinal, isLast, declared, content);
    }

    private static byte[] required(Map<String, byte[]> values, String name)
            throws MessageException {
        byte[] value = values.get(name);
        if (value == null) {
            throw MessageException.malformed("header " + name, "none");
        }
        return value;
    }

    private static String text(String name, byte[] value) throws MessageException {
        if (value.length == 0 || value.length > UploadId.PART_CHARS_MAX) {
            throw MessageException.malformed(
                    "header %s: 1 to %d characters".formatted(name, UploadId.PART_CHARS_MAX),
                    value.length + " bytes");
        }
        for (byte b : value) {
            if (b < ' ' || b == 0x7f) {
                throw malformed(name, "printable ASCII", value);
            }
        }
        return new String(value, StandardCharsets.US_ASCII);
    }

    private static long number(String name, byte[] value) throws MessageException {
        boolean isDecimal = value.length > 0 && value.length <= NUMBER_DIGITS_MAX;
        long number = 0;
        for (int i = 0; i < value.length && isDecimal; i++) {
            number = number * 10 + (value[i] - '0');
            // 19 digits overflow once at most, and into the negative.
            isDecimal = value[i] >= '0' && value[i] <= '9' && number >= 0;
        }
        if (!isDecimal) {
            throw malformed(name, "a decimal number from 0 to 2^63 - 1", value);
        }
        return number;
    }

    private static boolean flag(String name, byte[] value) throws MessageException {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (!text.equals("true") && !text.equals("false")) {
            throw malformed(name, "true or false", value);
        }
        return text.equals("true");
    }

    private static Optional<byte[]> digest(String name, Optional<byte[]> value)
            throws MessageException {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(value.get(), StandardCharsets.ISO_8859_1);
        if (text.length() != 2 * Declaration.DIGEST_BYTES
                || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw malformed(name, "64 hexadecimal digits", value.get());
        }
        return Optional.of(HexFormat.of().parseHex(text));
    }

    private static MessageException malformed(String name, String expected, byte[] found) {
        return MessageException.malformed(
                "header %s: %s".formatted(name, expected),
                Evidence.text(new String(found, StandardCharsets.ISO_8859_1)));
    }
}
