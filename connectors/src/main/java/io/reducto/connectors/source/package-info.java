/**
 * From the topic {@code segments} into a job: source, deserializer, the gate that sets poison input
 * aside, the topic {@code rejected}, and the check of topics at submission.
 */
@NullMarked
package io.reducto.connectors.source;

import org.jspecify.annotations.NullMarked;
