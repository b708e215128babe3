package io.reducto.tier.file;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a volume is, and which one is meant: {@code file:///srv/v1} or {@code
 * file:///srv/v1?volume=<32 hex digits>}.
 */
record VolumeAddress(Path root, Optional<VolumeId> id) {
    static final String SCHEME = "file";

    private static final String PARAMETER = "volume=";

    static VolumeAddress parse(URI uri) {
        boolean isLocal = uri.getAuthority() == null || uri.getAuthority().isEmpty();
        if (!SCHEME.equalsIgnoreCase(uri.getScheme()) || uri.getPath() == null || !isLocal) {
            throw new IllegalArgumentException(
                    "not an address of a volume: expected file:///<path>, found " + uri);
        }
        Path root = Path.of(URI.create(SCHEME + "://" + uri.getRawPath()));
        return new VolumeAddress(root.normalize(), id(uri));
    }

    private static Optional<VolumeId> id(URI uri) {
        String query = uri.getRawQuery();
        if (uri.getRawFragment() != null || (query != null && !query.startsWith(PARAMETER))) {
            throw new IllegalArgumentException(
                    "not an address of a volume: expected no parameter but volume=<id>, found "
                            + uri);
        }
        return Optional.ofNullable(query).map(q -> VolumeId.parse(q.substring(PARAMETER.length())));
    }

    static URI uri(Path root, VolumeId id) {
        String path = root.toUri().getRawPath();
        String trimmed =
                path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path;
        return URI.create(SCHEME + "://" + trimmed + "?" + PARAMETER + id);
    }
}
