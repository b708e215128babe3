/** Real clients against a real broker, and jobs that read from it. */
@NullMarked
package io.reducto.integration;

import org.jspecify.annotations.NullMarked;
