/**
 * The topic {@code catalog}: what the committer of {@code io.reducto.connectors.sink} tells of a
 * commit, and how Kafka is told. {@code docs/format/catalog-events.md} is the contract.
 */
@NullMarked
package io.reducto.connectors.catalog;

import org.jspecify.annotations.NullMarked;
