/**
 * Hands jobs of this build to a Flink cluster, by REST: their topics are made, what the job itself
 * refuses is told in its own words. Nothing here knows the command line.
 */
@NullMarked
package io.reducto.cli.submit;

import org.jspecify.annotations.NullMarked;
