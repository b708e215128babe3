package io.reducto.memory.git;

/**
 * A file in the tree of a commit.
 *
 * @param path from the root
 * @param blob the name of its bytes
 */
public record TreeFile(String path, ObjectId blob) {}
