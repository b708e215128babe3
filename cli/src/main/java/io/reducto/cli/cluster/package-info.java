/**
 * A cluster on this machine: ZooKeeper, a Kafka broker, a Flink JobManager and TaskManagers, as
 * child processes of a supervisor that outlives the command.
 *
 * <p>{@link io.reducto.cli.cluster.LocalCluster} is the way in. Its directory holds everything;
 * {@code docs/cluster.md} describes it.
 */
@NullMarked
package io.reducto.cli.cluster;

import org.jspecify.annotations.NullMarked;
