package io.reducto.tier.testing;

import io.reducto.tier.StoreOperation;

/**
 * One call that ended.
 *
 * @param subject object name or prefix
 * @param bytes content bytes that moved, 0 if it failed
 * @param isFailed whether it threw
 */
public record TracedCall(StoreOperation operation, String subject, long bytes, boolean isFailed) {}
