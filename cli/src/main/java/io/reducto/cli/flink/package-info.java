/** A Flink cluster as seen from outside: its REST endpoint. No class of Flink is needed. */
@NullMarked
package io.reducto.cli.flink;

import org.jspecify.annotations.NullMarked;
