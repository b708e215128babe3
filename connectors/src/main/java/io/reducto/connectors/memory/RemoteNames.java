package io.reducto.connectors.memory;

import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The saved form of the remotes that readers have, version 1: a count (i32), and their names. */
final class RemoteNames implements SimpleVersionedSerializer<SortedSet<String>> {
    private static final int VERSION = 1;
    private static final int SIZE_ESTIMATE_BYTES = 128;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SortedSet<String> names) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(SIZE_ESTIMATE_BYTES);
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public SortedSet<String> deserialize(int version, byte[] bytes) throws IOException {
        RemoteSplitSerializer.requireVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        SortedSet<String> names = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            names.add(in.readUTF());
        }
        return names;
    }
}
