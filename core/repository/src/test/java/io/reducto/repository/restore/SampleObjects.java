package io.reducto.repository.restore;

import io.reducto.testkit.Seed;

/**
 * Objects as users have them: parts that compress and parts that do not, and small edits between
 * versions.
 */
public final class SampleObjects {
    private SampleObjects() {}

    public static byte[] mixed(Seed seed, int length) {
        byte[] object = seed.text(length);
        for (int at = 0; at + 20_000 < length; at += 100_000) {
            System.arraycopy(seed.bytes(20_000), 0, object, at, 20_000);
        }
        return object;
    }

    /** Some bytes inserted in the middle, some changed near the end. */
    public static byte[] edited(Seed seed, byte[] object) {
        byte[] insert = seed.bytes(1_000);
        int middle = object.length / 2;
        byte[] edited = new byte[object.length + insert.length];
        System.arraycopy(object, 0, edited, 0, middle);
        System.arraycopy(insert, 0, edited, middle, insert.length);
        System.arraycopy(object, middle, edited, middle + insert.length, object.length - middle);
        edited[edited.length - 50_000]++;
        return edited;
    }
}
