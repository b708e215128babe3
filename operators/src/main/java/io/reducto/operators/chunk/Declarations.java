package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.RejectionReason;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** What segments declare of their object, put together, and held against what it is. Pure. */
final class Declarations {
    private Declarations() {}

    /** What both say; empty where they contradict each other. */
    static Optional<Declaration> join(Declaration earlier, Declaration later) {
        if (later.equals(Declaration.NONE)) {
            return Optional.of(earlier);
        }
        boolean agree =
                (earlier.length().isEmpty()
                                || later.length().isEmpty()
                                || earlier.length().equals(later.length()))
                        && agree(earlier.blake3(), later.blake3())
                        && agree(earlier.sha256(), later.sha256());
        if (!agree) {
            return Optional.empty();
        }
        OptionalLong length = later.length().isPresent() ? later.length() : earlier.length();
        return Optional.of(
                new Declaration(
                        length,
                        later.blake3().or(earlier::blake3),
                        later.sha256().or(earlier::sha256)));
    }

    private static boolean agree(Optional<byte[]> earlier, Optional<byte[]> later) {
        return earlier.isEmpty() || later.isEmpty() || Arrays.equals(earlier.get(), later.get());
    }

    /** The rule that an object of this length and root breaks, if it breaks one. */
    static Optional<BrokenRule> check(Declaration declared, long length, ChunkId root) {
        if (declared.length().isPresent() && declared.length().getAsLong() != length) {
            return Optional.of(
                    new BrokenRule(
                            RejectionReason.LENGTH_MISMATCH,
                            declared.length().getAsLong() + " bytes, as declared",
                            length + " bytes"));
        }
        return declared.blake3()
                .filter(blake3 -> !Arrays.equals(blake3, root.toBytes()))
                .map(
                        blake3 ->
                                new BrokenRule(
                                        RejectionReason.DIGEST_MISMATCH,
                                        "BLAKE3 " + HexFormat.of().formatHex(blake3),
                                        "BLAKE3 " + root));
    }
}
