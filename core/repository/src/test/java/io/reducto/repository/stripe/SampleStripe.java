package io.reducto.repository.stripe;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackBuilder;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A pack of known chunks, large enough that each of four shards has several cells. */
final class SampleStripe {
    static final PackId ID = PackId.parse("00112233445566778899aabbccddeeff");

    final List<byte[]> chunks = new ArrayList<>();
    final Pack pack;

    SampleStripe(Seed seed) {
        try (PackBuilder builder =
                new PackBuilder(new PackLayout(4 << 20, 50_000), CompressionProfile.FAST)) {
            builder.begin(ID, new LineageId(1, 2), 3);
            ChunkHasher hasher = ChunkHasher.plain();
            for (int i = 0; i < 120; i++) {
                int length = seed.between(1, 16_000);
                byte[] chunk = i % 5 == 0 ? seed.text(length) : seed.bytes(length);
                chunks.add(chunk);
                builder.add(PackFormat.KIND_CHUNK, hasher.id(chunk, 0, length), chunk, 0, length);
            }
            pack = builder.finish();
        }
    }

    /** Reads every chunk through {@code volumes} and compares it. */
    void checkReadable(Stripe stripe, StripeReader stripes) throws StripeException {
        try (PackReader reader = new PackReader(stripes, ChunkHasher.plain())) {
            PackTrailer trailer = reader.trailer(stripe);
            byte[] raw = new byte[PackFormat.BLOCK_RAW_BYTES_MAX];
            for (int b = 0; b < trailer.blockCount(); b++) {
                PackTrailer.Block block = trailer.block(b);
                int first = block.firstEntry();
                int last = first + block.entryCount() - 1;
                reader.read(stripe, new PackReader.Wanted(trailer, first, last), new byte[0], raw);
                for (int e = first; e <= last; e++) {
                    int at = trailer.entryRawOffset(e);
                    byte[] found = Arrays.copyOfRange(raw, at, at + trailer.entryLength(e));
                    if (!Arrays.equals(found, chunks.get(e))) {
                        throw new AssertionError("wrong bytes for entry " + e);
                    }
                }
            }
        }
    }
}
