package io.reducto.codec.chunk;

import java.util.Arrays;
import java.util.Optional;

/** A way to find cut points, with its version. All of them follow content; none is fixed-size. */
public enum ChunkingAlgorithm {
    /**
     * FastCDC with normalised chunking, two bytes per step, as published: Xia et al., <i>The Design
     * of Fast Content-Defined Chunking for Data Deduplication Based Storage Systems</i> (2020).
     */
    FASTCDC_2020("fastcdc2020-v1");

    private final String id;

    ChunkingAlgorithm(String id) {
        this.id = id;
    }

    /** Name and version, as in a chunking spec: {@code fastcdc2020-v1}. */
    public String id() {
        return id;
    }

    static Optional<ChunkingAlgorithm> of(String id) {
        return Arrays.stream(values()).filter(a -> a.id.equals(id)).findFirst();
    }
}
