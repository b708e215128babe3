/** What runs on real processes: clients, a broker, and a Flink cluster of several JVMs. */
@NullMarked
package io.reducto.integration;

import org.jspecify.annotations.NullMarked;
