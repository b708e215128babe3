package io.reducto.memory.git;

/**
 * A file in the tree of a commit.
 *
 * @param path from the root
 * @param blob the name of its bytes
 */
public record TreeFile(String path, ObjectId blob) {
    // By hand, as in ObjectId.

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeFile that && path.equals(that.path) && blob.equals(that.blob);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + blob.hashCode();
    }
}
