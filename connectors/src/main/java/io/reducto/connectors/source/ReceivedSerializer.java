package io.reducto.connectors.source;

import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Bytes of a {@link Received} between tasks and in state, version 1; big-endian, as Flink's views
 * are.
 *
 * <pre>
 * received := topic:text partition:i32 offset:i64 timestamp:i64
 *             dataSet:text object:text version:text upload:text
 *             ordinal:i64 flags:u8 length:i64? blake3[32]? sha256[32]?
 *             size:i32 content[size]
 * text     := bytes:u16 UTF-8
 * flags    := 1 last, 2 length, 4 blake3, 8 sha256 follow
 * </pre>
 *
 * Values are immutable and not copied. Has no state: one instance serves all threads.
 */
final class ReceivedSerializer extends ImmutableSerializer<Received> {
    static final ReceivedSerializer INSTANCE = new ReceivedSerializer();

    private static final long serialVersionUID = 1L;

    private static final int LAST = 1;
    private static final int LENGTH = 2;
    private static final int BLAKE3 = 4;
    private static final int SHA256 = 8;
    private static final int TEXT_BYTES_MAX = 0xffff;

    private ReceivedSerializer() {}

    @Override
    public Received createInstance() {
        return new Received(
                new Segment(
                        new UploadId("-", "-", "-", "-"), 0, false, Declaration.NONE, new byte[0]),
                new Position("-", 0, 0, 0));
    }

    @Override
    public void serialize(Received received, DataOutputView out) throws IOException {
        Position position = received.position();
        writeText(position.topic(), out);
        out.writeInt(position.partition());
        out.writeLong(position.offset());
        out.writeLong(position.timestamp());
        Segment segment = received.segment();
        UploadId upload = segment.upload();
        writeText(upload.dataSet(), out);
        writeText(upload.object(), out);
        writeText(upload.version(), out);
        writeText(upload.upload(), out);
        out.writeLong(segment.ordinal());
        writeDeclaration(segment, out);
        out.writeInt(segment.content().length);
        out.write(segment.content());
    }

    @Override
    public Received deserialize(DataInputView in) throws IOException {
        Position position = new Position(readText(in), in.readInt(), in.readLong(), in.readLong());
        UploadId upload = new UploadId(readText(in), readText(in), readText(in), readText(in));
        long ordinal = in.readLong();
        int flags = in.readUnsignedByte();
        OptionalLong length =
                (flags & LENGTH) != 0 ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
        Optional<byte[]> blake3 = readDigest((flags & BLAKE3) != 0, in);
        Declaration declared =
                new Declaration(length, blake3, readDigest((flags & SHA256) != 0, in));
        int size = in.readInt();
        if (size < 0 || size > Segment.CONTENT_BYTES_MAX) {
            throw new IOException(
                    "segment of %s: expected content of 0 to %d bytes, found %d"
                            .formatted(position, Segment.CONTENT_BYTES_MAX, size));
        }
        byte[] content = readBytes(size, in);
        return new Received(
                new Segment(upload, ordinal, (flags & LAST) != 0, declared, content), position);
    }

    @Override
    public TypeSerializerSnapshot<Received> snapshotConfiguration() {
        return new Snapshot();
    }

    private static void writeDeclaration(Segment segment, DataOutputView out) throws IOException {
        Declaration declared = segment.declared();
        out.writeByte(
                (segment.isLast() ? LAST : 0)
                        | (declared.length().isPresent() ? LENGTH : 0)
                        | (declared.blake3().isPresent() ? BLAKE3 : 0)
                        | (declared.sha256().isPresent() ? SHA256 : 0));
        if (declared.length().isPresent()) {
            out.writeLong(declared.length().getAsLong());
        }
        if (declared.blake3().isPresent()) {
            out.write(declared.blake3().get());
        }
        if (declared.sha256().isPresent()) {
            out.write(declared.sha256().get());
        }
    }

    private static Optional<byte[]> readDigest(boolean isPresent, DataInputView in)
            throws IOException {
        return isPresent ? Optional.of(readBytes(Declaration.DIGEST_BYTES, in)) : Optional.empty();
    }

    private static void writeText(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > TEXT_BYTES_MAX) {
            throw new IOException(
                    "text: expected at most %d bytes, found %d"
                            .formatted(TEXT_BYTES_MAX, bytes.length));
        }
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in.readUnsignedShort(), in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(int length, DataInputView in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Written beside state that holds segments. */
    public static final class Snapshot extends VersionOneSnapshot<Received> {
        @Override
        public TypeSerializer<Received> restoreSerializer() {
            return INSTANCE;
        }
    }
}
