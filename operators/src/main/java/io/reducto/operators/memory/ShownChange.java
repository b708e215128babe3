package io.reducto.operators.memory;

import io.reducto.state.memory.KeyShown;
import java.util.Optional;

/**
 * A key shows a content, or does not show it; it may have been so before.
 *
 * @param content its digest, 64 hex digits
 * @param key the entry key
 * @param shown empty where the key does not show it
 */
public record ShownChange(String content, String key, Optional<KeyShown> shown) {}
