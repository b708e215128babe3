/** What every job asks of the engine, and how it refuses to run without. */
@NullMarked
package io.reducto.jobs.engine;

import org.jspecify.annotations.NullMarked;
