package io.reducto.tier.file;

import java.util.UUID;
import java.util.regex.Pattern;

/** Identity of a volume: 128 random bits, shown as 32 hex digits. */
record VolumeId(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    static VolumeId random() {
        return new VolumeId(UUID.randomUUID().toString().replace("-", ""));
    }

    static VolumeId parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "not a volume id: expected 32 hex digits, found \"%s\"".formatted(hex));
        }
        return new VolumeId(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
