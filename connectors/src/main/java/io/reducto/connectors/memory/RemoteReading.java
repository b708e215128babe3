package io.reducto.connectors.memory;

/** A remote as far as what was read of it has been handed over. */
final class RemoteReading {
    RemoteSplit split;

    RemoteReading(RemoteSplit split) {
        this.split = split;
    }
}
