/**
 * Sends files and streams as segments to the topic that an ingest job reads. {@code
 * docs/format/segments.md} is the contract; nothing here knows the command line.
 */
@NullMarked
package io.reducto.cli.publish;

import org.jspecify.annotations.NullMarked;
