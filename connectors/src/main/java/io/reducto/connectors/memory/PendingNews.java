package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;

/**
 * What a remote is not known to have.
 *
 * @param remote its address without password, and its branch
 */
public record PendingNews(String remote, ObservedRemoveMap news) {}
