package io.reducto.state.upload;

import io.reducto.codec.ChunkId;

/**
 * A version that has been completed: the marker by which repeats and conflicts are told apart.
 *
 * @param root BLAKE3-256 of the object, in the shape of an id
 * @param length of the object in bytes
 * @param upload that completed it
 */
public record StandingVersion(ChunkId root, long length, String upload) {}
