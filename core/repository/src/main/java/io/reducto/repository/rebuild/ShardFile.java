package io.reducto.repository.rebuild;

import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.shard.Shard;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of a volume that has the name of a shard.
 *
 * @param volume that it is on
 * @param name of the object
 * @param pack and
 * @param ordinal that the name says
 */
record ShardFile(Volume volume, ObjectName name, PackId pack, int ordinal) {
    private static final Pattern NAME =
            Pattern.compile("shards/([0-9a-f]{2})/(\\1[0-9a-f]{30})\\.([0-9]{3})");
    private static final int TAIL_BYTES = 16 << 10;
    private static final int METADATA_BYTES_MAX = 2 << 20;

    /** The shard file of that name; empty when no shard is called so. */
    static Optional<ShardFile> of(Volume volume, ObjectName name) {
        Matcher matcher = NAME.matcher(name.value());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        PackId pack = PackId.parse(matcher.group(2));
        return Optional.of(new ShardFile(volume, name, pack, Integer.parseInt(matcher.group(3))));
    }

    /** Reads what the shard says of itself; one request, or two of a stripe with many cells. */
    Shard read() throws ObjectStoreException {
        ObjectTail tail = volume.store().readTail(name, TAIL_BYTES);
        int needed = Shard.tailLength(toString(), end(tail));
        if (needed > METADATA_BYTES_MAX) {
            throw new DataException.Corrupt(
                    toString(), "metadata of 2 MiB or less", needed + " bytes");
        }
        if (needed > tail.bytes().length) {
            tail = volume.store().readTail(name, needed);
        }
        return Shard.readTail(pack, toString(), end(tail));
    }

    private static Envelope.FileEnd end(ObjectTail tail) {
        return new Envelope.FileEnd(tail.bytes(), tail.objectLength());
    }

    /** Volume and name, as errors say it. */
    @Override
    public String toString() {
        return "volume %s: %s".formatted(volume.name(), name);
    }
}
