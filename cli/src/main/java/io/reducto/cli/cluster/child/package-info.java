/**
 * What the processes of a local cluster start with: {@link io.reducto.cli.cluster.child.Tether}
 * stands in front of the main class of Flink, Kafka or ZooKeeper. Nothing here may need a library.
 */
@NullMarked
package io.reducto.cli.cluster.child;

import org.jspecify.annotations.NullMarked;
