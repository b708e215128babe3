package io.reducto.state.upload;

import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The saved form of an {@link OpenUpload}, version 1; numbers big-endian.
 *
 * <pre>
 * state    := version u8, upload string, first position, last position, firstEpoch i64, scan bytes,
 *             digest bytes, declared, nextOrdinal i64, length i64, tailBytes i32, pageChunks i32,
 *             pageLength i64, pages i32, lastSeen i64, timer i64
 * position := topic string, partition i32, offset i64, timestamp i64
 * declared := flags u8 (1 length, 2 BLAKE3, 4 SHA-256), length i64?, blake3 [32]?, sha256 [32]?
 * bytes    := length u16, that many bytes
 * string   := as DataOutput.writeUTF
 * </pre>
 *
 * Stateless; one instance serves any number of threads.
 */
public final class OpenUploadSerializer extends TypeSerializerSingleton<OpenUpload> {
    /** The only instance that is needed. */
    public static final OpenUploadSerializer INSTANCE = new OpenUploadSerializer();

    private static final long serialVersionUID = 1;
    private static final String WHAT = "saved upload";
    private static final int VERSION = 1;
    private static final int HAS_LENGTH = 1;
    private static final int HAS_BLAKE3 = 2;
    private static final int HAS_SHA256 = 4;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public OpenUpload createInstance() {
        return new OpenUpload("", new Position("", 0, 0, 0), 0, new ChunkScan(), Blake3.hasher());
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(OpenUpload upload, DataOutputView target) throws IOException {
        target.writeByte(VERSION);
        target.writeUTF(upload.upload);
        writePosition(upload.first, target);
        writePosition(upload.last, target);
        target.writeLong(upload.firstEpoch);
        writeBytes(upload.scan.save(), target);
        writeBytes(upload.digest.save(), target);
        writeDeclared(upload.declared, target);
        target.writeLong(upload.nextOrdinal);
        target.writeLong(upload.length);
        target.writeInt(upload.tailBytes);
        target.writeInt(upload.pageChunks);
        target.writeLong(upload.pageLength);
        target.writeInt(upload.pages);
        target.writeLong(upload.lastSeen);
        target.writeLong(upload.timer);
    }

    @Override
    public OpenUpload deserialize(DataInputView source) throws IOException {
        int version = source.readUnsignedByte();
        if (version != VERSION) {
            throw new DataException.FormatTooNew(WHAT, "version 1", "version " + version);
        }
        String name = source.readUTF();
        Position first = readPosition(source);
        Position last = readPosition(source);
        long firstEpoch = source.readLong();
        ChunkScan scan = ChunkScan.restore(readBytes(source));
        Blake3 digest = Blake3.restore(readBytes(source));
        OpenUpload upload = new OpenUpload(name, first, firstEpoch, scan, digest);
        upload.last = last;
        upload.declared = readDeclared(source);
        upload.nextOrdinal = source.readLong();
        upload.length = source.readLong();
        upload.tailBytes = source.readInt();
        upload.pageChunks = source.readInt();
        upload.pageLength = source.readLong();
        upload.pages = source.readInt();
        upload.lastSeen = source.readLong();
        upload.timer = source.readLong();
        return upload;
    }

    @Override
    public OpenUpload deserialize(OpenUpload reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public OpenUpload copy(OpenUpload from) {
        try {
            DataOutputSerializer bytes = new DataOutputSerializer(2048);
            serialize(from, bytes);
            return deserialize(
                    new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
        } catch (IOException e) {
            throw new IllegalStateException("in memory", e);
        }
    }

    @Override
    public OpenUpload copy(OpenUpload from, OpenUpload reuse) {
        return copy(from);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    private static void writePosition(Position position, DataOutputView target) throws IOException {
        target.writeUTF(position.topic());
        target.writeInt(position.partition());
        target.writeLong(position.offset());
        target.writeLong(position.timestamp());
    }

    private static Position readPosition(DataInputView source) throws IOException {
        return new Position(
                source.readUTF(), source.readInt(), source.readLong(), source.readLong());
    }

    private static void writeDeclared(Declaration declared, DataOutputView target)
            throws IOException {
        target.writeByte(
                (declared.length().isPresent() ? HAS_LENGTH : 0)
                        | (declared.blake3().isPresent() ? HAS_BLAKE3 : 0)
                        | (declared.sha256().isPresent() ? HAS_SHA256 : 0));
        if (declared.length().isPresent()) {
            target.writeLong(declared.length().getAsLong());
        }
        if (declared.blake3().isPresent()) {
            target.write(declared.blake3().get());
        }
        if (declared.sha256().isPresent()) {
            target.write(declared.sha256().get());
        }
    }

    private static Declaration readDeclared(DataInputView source) throws IOException {
        int flags = source.readUnsignedByte();
        OptionalLong length =
                (flags & HAS_LENGTH) == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(source.readLong());
        Optional<byte[]> blake3 = readDigest((flags & HAS_BLAKE3) != 0, source);
        return new Declaration(length, blake3, readDigest((flags & HAS_SHA256) != 0, source));
    }

    private static Optional<byte[]> readDigest(boolean isThere, DataInputView source)
            throws IOException {
        if (!isThere) {
            return Optional.empty();
        }
        byte[] digest = new byte[Declaration.DIGEST_BYTES];
        source.readFully(digest);
        return Optional.of(digest);
    }

    private static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
        target.writeShort(bytes.length);
        target.write(bytes);
    }

    private static byte[] readBytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readUnsignedShort()];
        source.readFully(bytes);
        return bytes;
    }

    @Override
    public TypeSerializerSnapshot<OpenUpload> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpenUpload> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
