package io.reducto.repository.format;

import io.reducto.codec.PackId;
import io.reducto.codec.digest.Blake3;
import java.util.Comparator;
import java.util.List;

/**
 * A run that a commit adds; which commits it covers is known when the commit has its number.
 *
 * @param kind what it maps
 * @param level 0 for a run of an epoch
 * @param entries number of keys
 * @param bytes plain bytes of all its pages
 * @param root the stripe whose pack holds its root page
 * @param rootEntry ordinal of the root page in that pack
 */
public record RunDraft(
        RunKind kind, int level, long entries, long bytes, Stripe root, int rootEntry) {
    /** The order of the drafts of one epoch: by kind, then by identity. */
    public static final Comparator<RunDraft> ORDER =
            Comparator.comparing(RunDraft::kind).thenComparing(RunDraft::id);

    /** The run, when it stands for the commits of a range. */
    public Run covering(long first, long last) {
        return new Run(kind, level, first, last, entries, bytes, root, rootEntry);
    }

    /** Its identity. */
    public RunId id() {
        return new RunId(root.pack(), rootEntry);
    }

    /**
     * What stands for all content of an epoch: BLAKE3-256 of pack id, root entry and pack root of
     * each of its runs. A pack root stands for every entry of its pack, and so for the root page.
     *
     * @param ordered in {@link #ORDER}
     */
    public static Digest digest(List<RunDraft> ordered) {
        Blake3 hasher = Blake3.hasher();
        byte[] identity = new byte[PackId.BYTES + Integer.BYTES];
        for (RunDraft draft : ordered) {
            draft.root.pack().write(identity, 0);
            for (int i = 0; i < Integer.BYTES; i++) {
                identity[PackId.BYTES + i] = (byte) (draft.rootEntry >>> (8 * i));
            }
            hasher.update(identity, 0, identity.length);
            hasher.update(draft.root.packRoot().toBytes(), 0, Digest.BYTES);
        }
        byte[] digest = new byte[Digest.BYTES];
        hasher.finish(digest, 0, digest.length);
        return Digest.read(digest, 0);
    }
}
