/**
 * The repository as the sink of a job: assemblers stage packs through {@link
 * io.reducto.connectors.sink.EpochStager}, {@link io.reducto.connectors.sink.RepositorySink}
 * gathers what they say and publishes one commit per epoch.
 */
@NullMarked
package io.reducto.connectors.sink;

import org.jspecify.annotations.NullMarked;
