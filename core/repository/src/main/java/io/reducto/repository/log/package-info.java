/**
 * The commit log: numbered, hash-chained records on the metadata volumes, decided by the lead.
 * {@code protocol} 1 to 3 are its law, {@code docs/format/repository.md} is its page.
 *
 * <p>{@link io.reducto.repository.log.CommitLog} reads and never writes; {@link
 * io.reducto.repository.log.CommitPublisher} is the writer; {@link
 * io.reducto.repository.log.LeadRepair} names another lead.
 */
@NullMarked
package io.reducto.repository.log;

import org.jspecify.annotations.NullMarked;
