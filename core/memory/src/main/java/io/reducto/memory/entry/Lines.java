package io.reducto.memory.entry;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a file: what lies between its {@code \n}, without the mark of the byte order that
 * may stand before the first. Lines of nothing but white space are left out.
 */
public final class Lines implements Iterable<Lines.Line> {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final String source;
    private final byte[] file;

    /**
     * @param source what is read, for places
     * @param file is not changed, and not copied
     */
    public Lines(String source, byte[] file) {
        this.source = source;
        this.file = file;
    }

    /**
     * One line.
     *
     * @param file all bytes, of which {@code [from, to)} are the line, without {@code \n}
     */
    public record Line(Place place, byte[] file, int from, int to) {
        /** How many bytes. */
        public int length() {
            return to - from;
        }

        /** A copy of its bytes. */
        public byte[] bytes() {
            return Arrays.copyOfRange(file, from, to);
        }

        /** This line, not taken because of {@code reason}. */
        public Damage damage(String reason) {
            return new Damage(place, reason, bytes());
        }
    }

    /** Where the text begins: behind the mark of the byte order, where there is one. */
    static int textFrom(byte[] file) {
        int length = BYTE_ORDER_MARK.length;
        boolean isMarked =
                file.length >= length && Arrays.equals(file, 0, length, BYTE_ORDER_MARK, 0, length);
        return isMarked ? length : 0;
    }

    static boolean isWhite(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    @Override
    public Iterator<Line> iterator() {
        return new Iterator<>() {
            private int number = 1;
            private int at = skipEmpty(textFrom(file));

            /**
             * The start of the next line that has more than white space; the end where none has.
             */
            private int skipEmpty(int from) {
                int start = from;
                for (int i = from; i < file.length; i++) {
                    if (!isWhite(file[i])) {
                        return start;
                    }
                    if (file[i] == '\n') {
                        start = i + 1;
                        number++;
                    }
                }
                return file.length;
            }

            @Override
            public boolean hasNext() {
                return at < file.length;
            }

            @Override
            public Line next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int end = at;
                while (end < file.length && file[end] != '\n') {
                    end++;
                }
                Line line = new Line(new Place(source, at, number), file, at, end);
                if (end < file.length) {
                    number++;
                    at = skipEmpty(end + 1);
                } else {
                    at = end;
                }
                return line;
            }
        };
    }
}
