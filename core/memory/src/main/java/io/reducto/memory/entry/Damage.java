package io.reducto.memory.entry;

/**
 * Bytes that break a rule, put aside whole while what stands around them is taken.
 *
 * @param reason the rule; never quotes the bytes, which may hold secrets
 * @param bytes what was not taken, as it was found
 */
public record Damage(Place place, String reason, byte[] bytes) {
    @Override
    public String toString() {
        return "%s: %s (%d bytes)".formatted(place, reason, bytes.length);
    }
}
