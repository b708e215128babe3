package io.reducto.repository.verify;

/**
 * What became of the files of one volume that were looked at: shards, commit records and
 * descriptions.
 *
 * @param whole as they should be
 * @param missing not there
 * @param damaged there, and something else
 */
public record VolumeHealth(long whole, long missing, long damaged) {
    /** Nothing looked at. */
    static final VolumeHealth NONE = new VolumeHealth(0, 0, 0);

    VolumeHealth plus(VolumeHealth other) {
        return new VolumeHealth(
                whole + other.whole, missing + other.missing, damaged + other.damaged);
    }
}
