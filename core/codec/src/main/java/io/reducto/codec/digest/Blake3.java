package io.reducto.codec.digest;

import io.reducto.codec.DataException;
import io.reducto.codec.KernelChoice;
import java.util.Arrays;
import java.util.Objects;

/**
 * BLAKE3, incremental, in its three modes: hash, keyed hash and key derivation, with output of any
 * length that can be read from any position. Follows O'Connor, Aumasson, Neves, Wilcox-O'Hearn,
 * <i>BLAKE3: one function, fast everywhere</i> (2020).
 *
 * <pre>{@code
 * Blake3 hasher = Blake3.hasher();
 * hasher.update(segment, 0, segment.length);
 * hasher.finish(digest, 0, Blake3.BYTES);   // the value that b3sum prints; more may follow
 * }</pre>
 *
 * <p>{@link #save} writes the state between two updates, {@link #restore} reads it back, on any
 * machine. Its grammar, numbers and words little-endian:
 *
 * <pre>
 * state   := version mode key? length stack cv? block
 * version := 1                      u8
 * mode    := 0 | 1 | 2              u8: hash, keyed hash, key derivation
 * key     := 32 bytes               in modes 1 and 2 only; in mode 2 the hash of the context
 * length  := bytes absorbed         u64, below 2^63
 * stack   := 32 bytes · n           n = number of 1-bits of chunks; chaining values, largest subtree first
 * cv      := 32 bytes               only when blocks &gt; 0: chaining value inside the open chunk
 * block   := the last bytes         at most 64, kept back until more follow
 *   where chunks = max(0, length - 1) / 1024, blocks = max(0, length - 1) % 1024 / 64
 * </pre>
 *
 * So a state is at most 1,834 bytes, and its length follows from its head. <b>The state of a keyed
 * hasher contains the key and is as secret as the key is</b>; any state contains up to 64 bytes of
 * the input. It has no checksum of its own: whoever stores it has one.
 *
 * <p>Updates and outputs allocate nothing. Not safe for use by several threads.
 */
public final class Blake3 {
    /** Length in bytes of the usual digest. */
    public static final int BYTES = 32;

    /** Length in bytes of a key. */
    public static final int KEY_BYTES = Blake3Domain.KEY_BYTES;

    static final int BLOCK_BYTES = Blake3Kernel.BLOCK_BYTES;

    private static final int CHUNK_BYTES = Blake3Kernel.CHUNK_BYTES;
    private static final int CV_BYTES = Blake3Kernel.CV_BYTES;

    /** Chunks that are handed to a kernel at once: enough for parents, too, to fill its lanes. */
    private static final int BATCH_CHUNKS = 128;

    /** Inputs are shorter than 2^63 bytes, so have at most 53 subtrees; one more while merging. */
    static final int STACK_CVS = 54;

    final Blake3Domain domain;
    private final Blake3Kernel kernel;

    /** Chaining values of the complete subtrees left of the open chunk, largest first. */
    final byte[] stack = new byte[STACK_CVS * CV_BYTES];

    /** Chaining value inside the open chunk, after {@link #blocks} blocks. */
    final byte[] chunkCv = new byte[CV_BYTES];

    /**
     * The last bytes of the open chunk: a block is compressed when it is known not to be its last.
     */
    final byte[] block = new byte[BLOCK_BYTES];

    int stackSize;
    int blocks;
    int blockLength;

    /** Ordinal of the open chunk. It has at least one byte, unless the input is empty. */
    long chunk;

    private final Blake3Nodes nodes = new Blake3Nodes(BATCH_CHUNKS);
    private final byte[] leaves = new byte[BATCH_CHUNKS * CV_BYTES];
    private final byte[] pair = new byte[2 * CV_BYTES];
    private final Blake3Root root = new Blake3Root();

    Blake3(Blake3Domain domain, Blake3Kernel kernel) {
        this.domain = domain;
        this.kernel = kernel;
        openChunk();
    }

    /** A hasher without a key: chunk ids, object roots, what {@code b3sum} prints. */
    public static Blake3 hasher() {
        return new Blake3(Blake3Domain.HASH, Blake3Kernel.best());
    }

    /**
     * A hasher whose digests only holders of {@code key} can compute.
     *
     * @param key 32 bytes, uniformly random; copied
     */
    public static Blake3 keyed(byte[] key) {
        return new Blake3(Blake3Domain.keyed(key), Blake3Kernel.best());
    }

    /**
     * A hasher of key material: its output is a key for the purpose that {@code context} names.
     *
     * @param context hard-coded, globally unique text such as {@code "io.reducto 2026 pack key"};
     *     never user input
     */
    public static Blake3 deriveKey(String context) {
        return new Blake3(Blake3Domain.deriveKey(context), Blake3Kernel.best());
    }

    /** The 32-byte hash of {@code data[offset, offset + length)}, in a new array. */
    public static byte[] hash(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        byte[] digest = new byte[BYTES];
        if (length <= CHUNK_BYTES) {
            hashChunk(data, offset, length, digest);
        } else {
            hasher().update(data, offset, length).finish(digest, 0, BYTES);
        }
        return digest;
    }

    /** Input of one chunk is its own root, and needs none of a hasher's room. */
    private static void hashChunk(byte[] data, int offset, int length, byte[] digest) {
        byte[] cv = Blake3Domain.HASH.key;
        int flags = Blake3Compression.first(Blake3Compression.CHUNK_START);
        int whole = Math.max(0, length - 1) / BLOCK_BYTES;
        if (whole > 0) {
            Blake3Compression.compress(
                    cv, 0, data, offset, whole, BLOCK_BYTES, 0, flags, digest, 0);
            cv = digest;
            flags = 0;
        }
        int last = length - whole * BLOCK_BYTES;
        byte[] block = new byte[BLOCK_BYTES];
        System.arraycopy(data, offset + whole * BLOCK_BYTES, block, 0, last);
        flags |= Blake3Compression.CHUNK_END | Blake3Compression.ROOT;
        Blake3Compression.compress(cv, 0, block, 0, 1, last, 0, flags, digest, 0);
    }

    /** Which kernel this JVM uses: {@code scalar}, or {@code vector} with its bits. */
    public static KernelChoice.Selected kernel() {
        return Blake3KernelChoice.CHOICE.selected();
    }

    /** The hasher that {@link #save} was called on; {@link DataException} says what is wrong. */
    public static Blake3 restore(byte[] state) {
        return Blake3State.restore(state, Blake3Kernel.best());
    }

    /** For many short inputs in the same mode, with the same key. */
    Blake3Batch batch() {
        return new Blake3Batch(domain, kernel);
    }

    /** The state in the grammar of the class comment. <b>Contains the key of a keyed hasher.</b> */
    public byte[] save() {
        return Blake3State.save(this);
    }

    /** Bytes absorbed so far. */
    public long length() {
        return chunk * CHUNK_BYTES + (long) blocks * BLOCK_BYTES + blockLength;
    }

    /** Forgets all input; mode and key stay. */
    public Blake3 reset() {
        stackSize = 0;
        chunk = 0;
        openChunk();
        return this;
    }

    /**
     * Absorbs {@code data[offset, offset + length)}. How input is split over calls does not matter.
     */
    public Blake3 update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        int at = offset;
        int left = length;
        int open = blocks * BLOCK_BYTES + blockLength;
        if (open > 0) {
            int part = Math.min(left, CHUNK_BYTES - open);
            absorb(data, at, part);
            at += part;
            left -= part;
            if (left == 0) {
                return this;
            }
            closeChunk();
        }
        // The last chunk stays open: it may be the root, which is compressed in another way.
        while (left > CHUNK_BYTES) {
            int count = Math.min((left - 1) / CHUNK_BYTES, BATCH_CHUNKS);
            absorbChunks(data, at, count);
            at += count * CHUNK_BYTES;
            left -= count * CHUNK_BYTES;
        }
        absorb(data, at, left);
        return this;
    }

    /**
     * Writes the first {@code length} bytes of the output to {@code out[offset, offset + length)};
     * 32 of them are the usual digest. Does not disturb the state: more input may follow.
     */
    public void finish(byte[] out, int offset, int length) {
        finishAt(0, out, offset, length);
    }

    /**
     * Writes the bytes {@code [position, position + length)} of the output to {@code out[offset,
     * offset + length)}. The cost does not depend on the position.
     */
    public void finishAt(long position, byte[] out, int offset, int length) {
        if (position < 0) {
            throw new IllegalArgumentException(
                    "BLAKE3 output position: expected 0 or more, found " + position);
        }
        Objects.checkFromIndexSize(offset, length, out.length);
        Arrays.fill(block, blockLength, BLOCK_BYTES, (byte) 0);
        int flags = domain.flags | openChunkFlags() | Blake3Compression.CHUNK_END;
        if (stackSize == 0) {
            root.set(chunkCv, block, blockLength, flags);
        } else {
            compressToPair(flags);
            root.set(domain.key, pair, BLOCK_BYTES, domain.flags | Blake3Compression.PARENT);
        }
        root.write(position, out, offset, length);
    }

    /**
     * Hashes the open chunk and all but the last parent; leaves the root's two children in pair.
     */
    private void compressToPair(int flags) {
        Blake3Compression.compress(
                chunkCv, 0, block, 0, 1, blockLength, chunk, flags, pair, CV_BYTES);
        int left = stackSize - 1;
        System.arraycopy(stack, left * CV_BYTES, pair, 0, CV_BYTES);
        while (left > 0) {
            left--;
            parent(pair, 0);
            System.arraycopy(pair, 0, pair, CV_BYTES, CV_BYTES);
            System.arraycopy(stack, left * CV_BYTES, pair, 0, CV_BYTES);
        }
    }

    /**
     * The largest complete subtree that starts at the open chunk and has at most this many chunks.
     */
    private int subtreeChunks(int available) {
        int count = Integer.highestOneBit(Math.min(available, BATCH_CHUNKS));
        while ((chunk & (count - 1)) != 0) {
            count >>= 1;
        }
        return count;
    }

    /** All leaves at once, whatever the tree's shape: a kernel has work for all of its lanes. */
    private void absorbChunks(byte[] data, int offset, int count) {
        nodes.clear();
        nodes.addLeaves(offset, count, chunk, 0);
        kernel.compress(domain, data, nodes, leaves);
        for (int done = 0; done < count; ) {
            int width = subtreeChunks(count - done);
            int at = done * CV_BYTES;
            for (int pairs = width / 2; pairs > 0; pairs /= 2) {
                nodes.clear();
                nodes.addParents(at, pairs, Blake3Nodes.PARENT);
                kernel.compress(domain, leaves, nodes, leaves);
            }
            push(leaves, at, width);
            done += width;
        }
    }

    /** Absorbs bytes of the open chunk, which has room for them; keeps its last block back. */
    private void absorb(byte[] data, int offset, int length) {
        int at = offset;
        int left = length;
        if (blockLength > 0) {
            int part = Math.min(left, BLOCK_BYTES - blockLength);
            System.arraycopy(data, at, block, blockLength, part);
            blockLength += part;
            at += part;
            left -= part;
            if (left > 0) {
                absorbBlocks(block, 0, 1);
                blockLength = 0;
            }
        }
        if (left > BLOCK_BYTES) {
            int whole = (left - 1) / BLOCK_BYTES;
            absorbBlocks(data, at, whole);
            at += whole * BLOCK_BYTES;
            left -= whole * BLOCK_BYTES;
        }
        if (left > 0) {
            System.arraycopy(data, at, block, 0, left);
            blockLength = left;
        }
    }

    private void absorbBlocks(byte[] in, int offset, int count) {
        int flags = domain.flags | openChunkFlags();
        Blake3Compression.compress(
                chunkCv, 0, in, offset, count, BLOCK_BYTES, chunk, flags, chunkCv, 0);
        blocks += count;
    }

    private int openChunkFlags() {
        return blocks == 0 ? Blake3Compression.first(Blake3Compression.CHUNK_START) : 0;
    }

    private void closeChunk() {
        int flags = domain.flags | openChunkFlags() | Blake3Compression.CHUNK_END;
        Blake3Compression.compress(chunkCv, 0, block, 0, 1, blockLength, chunk, flags, leaves, 0);
        push(leaves, 0, 1);
    }

    /** Adds a subtree of {@code count} chunks, merges equals, and opens the chunk after it. */
    private void push(byte[] cv, int offset, int count) {
        System.arraycopy(cv, offset, stack, stackSize * CV_BYTES, CV_BYTES);
        stackSize++;
        chunk += count;
        // One merge for each carry of the addition, as in a binary counter.
        for (long total = chunk / count; (total & 1) == 0; total >>= 1) {
            stackSize--;
            parent(stack, (stackSize - 1) * CV_BYTES);
        }
        openChunk();
    }

    /**
     * Merges two values that stand one after the other; their parent takes the first one's place.
     */
    private void parent(byte[] cvs, int at) {
        int flags = domain.flags | Blake3Compression.PARENT;
        Blake3Compression.compress(domain.key, 0, cvs, at, 1, BLOCK_BYTES, 0, flags, cvs, at);
    }

    private void openChunk() {
        System.arraycopy(domain.key, 0, chunkCv, 0, CV_BYTES);
        blocks = 0;
        blockLength = 0;
    }

    /** Mode and position; neither key nor input. */
    @Override
    public String toString() {
        return "Blake3[mode=" + domain.mode + ", length=" + length() + "]";
    }
}
