package io.reducto.crdt;

import java.util.Arrays;

/** Bytes that are read once from front to back; every claim is checked before it costs anything. */
final class StateInput {
    private final String what;
    private final byte[] bytes;
    private int at;

    StateInput(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
    }

    int offset() {
        return at;
    }

    int remaining() {
        return bytes.length - at;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** A number in its shortest form, below 2^63. */
    long number() {
        int start = at;
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = u8();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw malformed(start, "expected the shortest form of " + number);
                }
                return number;
            }
        }
        throw malformed(start, "expected a number below 2^63, found a longer one");
    }

    /** A count of things of which each takes {@code bytesEach} bytes or more. */
    int count(int bytesEach) {
        long count = number();
        if (count > remaining() / bytesEach) {
            throw new StateDataException.Truncated(
                    what,
                    count > Integer.MAX_VALUE ? Long.MAX_VALUE : at + count * bytesEach,
                    bytes.length);
        }
        return (int) count;
    }

    /** A length of at most {@code max}, and as many bytes. */
    byte[] bytes(int max) {
        int start = at;
        long length = number();
        if (length > max) {
            throw malformed(start, "expected at most %d bytes, found %d".formatted(max, length));
        }
        need((int) length);
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    private void need(int length) {
        if (length > remaining()) {
            throw new StateDataException.Truncated(what, (long) at + length, bytes.length);
        }
    }

    void end() {
        if (remaining() > 0) {
            throw malformed(at, "expected the end, found %d more bytes".formatted(remaining()));
        }
    }

    StateDataException.Malformed malformed(int offset, String reason) {
        return new StateDataException.Malformed(what, offset, reason);
    }
}
