package io.reducto.repository.format;

import io.reducto.codec.PackId;
import io.reducto.codec.erasure.Geometry;
import io.reducto.schemas.repository.Id128;
import java.nio.ByteBuffer;
import java.util.List;

/** Stripes, runs and ids: between our types and the generated ones. */
final class AvroStripes {
    private AvroStripes() {}

    static io.reducto.schemas.repository.Run toAvro(Run run) {
        return io.reducto.schemas.repository.Run.newBuilder()
                .setKind(io.reducto.schemas.repository.RunKind.valueOf(run.kind().name()))
                .setLevel(run.level())
                .setFirst(run.first())
                .setLast(run.last())
                .setEntries(run.entries())
                .setBytes(run.bytes())
                .setRoot(toAvro(run.root()))
                .setRootEntry(run.rootEntry())
                .build();
    }

    static Run fromAvro(io.reducto.schemas.repository.Run run) {
        return new Run(
                RunKind.valueOf(run.getKind().name()),
                run.getLevel(),
                run.getFirst(),
                run.getLast(),
                run.getEntries(),
                run.getBytes(),
                fromAvro(run.getRoot()),
                run.getRootEntry());
    }

    static io.reducto.schemas.repository.Stripe toAvro(Stripe stripe) {
        return io.reducto.schemas.repository.Stripe.newBuilder()
                .setPack(id(stripe.pack().high(), stripe.pack().low()))
                .setTier(stripe.tier())
                .setCode(stripe.code() + (stripe.geometry().localGroups() << Byte.SIZE))
                .setDataShards(stripe.geometry().dataShards())
                .setParityShards(stripe.geometry().parityShards())
                .setPackLength(stripe.packLength())
                .setTrailerLength(stripe.trailerLength())
                .setPackRoot(toAvro(stripe.packRoot()))
                .setShards(stripe.shards().stream().map(AvroStripes::toAvro).toList())
                .build();
    }

    static Stripe fromAvro(io.reducto.schemas.repository.Stripe stripe) {
        List<ShardPlacement> shards =
                stripe.getShards().stream()
                        .map(shard -> new ShardPlacement(shard.getOrdinal(), shard.getVolume()))
                        .toList();
        return new Stripe(
                PackId.read(stripe.getPack().bytes(), 0),
                stripe.getTier(),
                stripe.getCode() & 0xFF,
                new Geometry(
                        stripe.getDataShards(),
                        stripe.getParityShards(),
                        stripe.getCode() >> Byte.SIZE),
                stripe.getPackLength(),
                stripe.getTrailerLength(),
                fromAvro(stripe.getPackRoot()),
                shards);
    }

    static io.reducto.schemas.repository.Digest toAvro(Digest digest) {
        return new io.reducto.schemas.repository.Digest(digest.toBytes());
    }

    static Digest fromAvro(io.reducto.schemas.repository.Digest digest) {
        return Digest.read(digest.bytes(), 0);
    }

    static Id128 id(long high, long low) {
        return new Id128(ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }

    private static io.reducto.schemas.repository.ShardPlacement toAvro(ShardPlacement shard) {
        return new io.reducto.schemas.repository.ShardPlacement(shard.ordinal(), shard.volume());
    }
}
