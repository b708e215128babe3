package io.reducto.memory.file;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Lines in the making. */
final class LineBytes extends ByteArrayOutputStream {
    /** Takes back the brace that ends an object. */
    void reopen() {
        count--;
    }

    /** Ends the line that begins at {@code from} with its checksum and {@code \n}. */
    void end(int from) {
        writeBytes(Checksum.endOf(buf, from, count - from));
        write('\n');
    }

    /** Whether it is {@code file[from, to)} and {@code \n}. */
    boolean isLine(byte[] file, int from, int to) {
        return Arrays.equals(buf, 0, count - 1, file, from, to);
    }
}
