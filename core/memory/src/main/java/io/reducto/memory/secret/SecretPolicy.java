package io.reducto.memory.secret;

/** What becomes of an entry with a secret. */
public enum SecretPolicy {
    /** The entry is not taken. */
    REFUSE,
    /** The entry is taken with {@link SecretMask} in place of each secret. */
    MASK
}
