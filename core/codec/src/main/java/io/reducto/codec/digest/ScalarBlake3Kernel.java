package io.reducto.codec.digest;

/** The kernel that needs nothing but Java: one compression after another. */
final class ScalarBlake3Kernel implements Blake3Kernel {
    static final ScalarBlake3Kernel INSTANCE = new ScalarBlake3Kernel();

    private static final int BLOCKS = CHUNK_BYTES / 64;
    private static final int EDGES =
            Blake3Compression.first(Blake3Compression.CHUNK_START)
                    | Blake3Compression.last(Blake3Compression.CHUNK_END);

    private ScalarBlake3Kernel() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Blake3Kernel forOneHasher() {
        return this;
    }

    @Override
    public void chunks(
            Blake3Domain domain,
            byte[] in,
            int offset,
            int count,
            long counter,
            byte[] cvs,
            int cvOffset) {
        byte[] key = domain.key;
        int flags = domain.flags | EDGES;
        for (int i = 0; i < count; i++) {
            int at = offset + i * CHUNK_BYTES;
            int to = cvOffset + i * CV_BYTES;
            Blake3Compression.compress(key, 0, in, at, BLOCKS, 64, counter + i, flags, cvs, to);
        }
    }

    @Override
    public void parents(Blake3Domain domain, byte[] cvs, int offset, int count) {
        byte[] key = domain.key;
        int flags = domain.flags | Blake3Compression.PARENT;
        for (int i = 0; i < count; i++) {
            int at = offset + i * 2 * CV_BYTES;
            int to = offset + i * CV_BYTES;
            Blake3Compression.compress(key, 0, cvs, at, 1, 64, 0, flags, cvs, to);
        }
    }
}
