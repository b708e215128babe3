package io.reducto.connectors.memory;

import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A remote, and up to which commit it was read.
 *
 * @param remote its address without password, and its branch
 * @param upTo empty before anything was read
 */
public record RemoteSplit(String remote, Optional<String> upTo) implements SourceSplit {
    @Override
    public String splitId() {
        return remote;
    }
}
