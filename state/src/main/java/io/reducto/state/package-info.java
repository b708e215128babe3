/** Keyed state: type serializers and their snapshots, access classes, RocksDB options. */
@NullMarked
package io.reducto.state;

import org.jspecify.annotations.NullMarked;
