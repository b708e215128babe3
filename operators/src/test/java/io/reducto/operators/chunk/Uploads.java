package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Uploads to send, and what they should become. */
final class Uploads {
    private Uploads() {}

    static UploadId id(String version, String upload) {
        return new UploadId("builds", "tool", version, upload);
    }

    static Segment segment(UploadId upload, long ordinal, boolean isLast, byte[] content) {
        return new Segment(upload, ordinal, isLast, Declaration.NONE, content);
    }

    /**
     * {@code object} in segments of random lengths up to {@code most}, length and root declared.
     */
    static List<Segment> cut(UploadId upload, byte[] object, int most, SplittableRandom random) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(object.length, from + random.nextInt(most + 1));
            boolean isLast = to == object.length;
            segments.add(
                    new Segment(
                            upload,
                            segments.size(),
                            isLast,
                            isLast ? declared(object) : Declaration.NONE,
                            Arrays.copyOfRange(object, from, to)));
            from = to;
            if (isLast) {
                return segments;
            }
        } while (true);
    }

    static Declaration declared(byte[] object) {
        return new Declaration(
                OptionalLong.of(object.length),
                Optional.of(Blake3.hash(object, 0, object.length)),
                Optional.empty());
    }

    /** The chunks of an object, cut in one piece. */
    static List<ChunkId> chunks(byte[] object) {
        Chunker chunker = Chunker.of(ChunkingSpec.parse(ChunkHarness.CHUNKING));
        ChunkScan scan = new ChunkScan();
        ChunkHasher hasher = ChunkHasher.plain();
        List<ChunkId> ids = new ArrayList<>();
        int start = 0;
        while (start < object.length) {
            int cut = chunker.next(scan, object, start, object.length);
            int end = cut == Chunker.NEED_MORE ? object.length : cut;
            ids.add(hasher.id(object, start, end - start));
            start = end;
        }
        return ids;
    }
}
