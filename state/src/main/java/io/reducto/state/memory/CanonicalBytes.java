package io.reducto.state.memory;

import io.reducto.crdt.StateDataException;
import io.reducto.state.type.ImmutableSerializer;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The saved form of a state that merges: the length of its canonical bytes (i32), and these, which
 * carry their own version; {@code docs/format/crdt.md}. A newer version, or damage, is an {@link
 * IOException}.
 */
abstract class CanonicalBytes<T> extends ImmutableSerializer<T> {
    private static final long serialVersionUID = 1;
    private static final int PORTION = 1 << 16;

    abstract byte[] bytes(T value);

    abstract T read(byte[] bytes);

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        byte[] bytes = bytes(value);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        byte[] bytes = read(source, source.readInt());
        try {
            return read(bytes);
        } catch (StateDataException e) {
            throw new IOException("saved state of a memory: " + e.getMessage(), e);
        }
    }

    /** A length that lies must not ask for memory that nothing fills. */
    private static byte[] read(DataInputView source, int length) throws IOException {
        if (length < 0) {
            throw new IOException("saved state of a memory: expected a length, found " + length);
        }
        byte[] bytes = new byte[Math.min(length, PORTION)];
        int at = 0;
        while (at < length) {
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * at));
            }
            int read = source.read(bytes, at, bytes.length - at);
            if (read <= 0) {
                throw new EOFException(
                        "saved state of a memory: expected %d bytes, found %d"
                                .formatted(length, at));
            }
            at += read;
        }
        return bytes;
    }
}
