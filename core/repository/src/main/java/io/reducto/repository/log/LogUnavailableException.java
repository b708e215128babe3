package io.reducto.repository.log;

import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import java.util.List;

/**
 * Too few volumes answer, or not the one that decides. Nothing is lost: commits wait, and the same
 * call may be made again. What each volume answered is among the suppressed exceptions.
 */
public final class LogUnavailableException extends ObjectStoreException {
    private static final long serialVersionUID = 1L;

    LogUnavailableException(StoreCall call, String expected, String found, String remedy) {
        super(call, expected, found, remedy, null);
    }

    LogUnavailableException withFailures(List<MetadataVolume> volumes) {
        volumes.forEach(volume -> volume.failure().ifPresent(this::addSuppressed));
        return this;
    }
}
