package io.reducto.codec.envelope;

import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An envelope that was read and found whole: its claims, and where Metadata stands in the bytes
 * that were handed in.
 *
 * <p>Errors are told apart in the order that {@code docs/format/envelope.md} gives. Nothing is
 * copied.
 *
 * @param format the kind of file, as expected
 * @param version of the format, between its oldest and newest
 * @param idHigh first eight bytes of the id, big-endian
 * @param idLow last eight bytes of the id, big-endian
 * @param fileLength of the whole file in bytes
 * @param bytes what was handed in: the file, or its end
 * @param metadataOffset position of Metadata in {@code bytes}
 * @param metadataLength length of Metadata in bytes
 */
public record Envelope(
        FileFormat format,
        int version,
        long idHigh,
        long idLow,
        long fileLength,
        byte[] bytes,
        int metadataOffset,
        int metadataLength) {

    /** Length of Body in bytes. */
    public long bodyLength() {
        return fileLength
                - EnvelopeFormat.HEADER_BYTES
                - metadataLength
                - EnvelopeFormat.FOOTER_BYTES;
    }

    /**
     * Reads a whole file.
     *
     * @param what names the file in errors
     * @param file all bytes of it
     */
    public static Envelope read(FileFormat format, String what, byte[] file) {
        Header header = Header.read(format, what, file);
        Tail tail = Tail.read(format, what, file, file.length);
        if (tail.version() != header.version() || tail.features() != header.features()) {
            throw new DataException.Malformed(
                    what,
                    file.length - EnvelopeFormat.FOOTER_BYTES + EnvelopeFormat.END_VERSION_OFFSET,
                    "expected version %d and features %#x as in the header, found %d and %#x"
                            .formatted(
                                    header.version(),
                                    header.features(),
                                    tail.version(),
                                    tail.features()));
        }
        return tail.check(header.idHigh(), header.idLow(), file);
    }

    /**
     * Reads the end of a file whose id is known, without its beginning.
     *
     * @param end at least Metadata and Footer ({@link #tailLength} tells how many bytes that are)
     */
    public static Envelope readTail(
            FileFormat format, String what, long idHigh, long idLow, FileEnd end) {
        Tail tail = Tail.read(format, what, end.tail(), end.fileLength());
        byte[] header = new byte[EnvelopeFormat.HEADER_BYTES];
        EnvelopeWriter.header(header, format, tail.version(), idHigh, idLow);
        return tail.check(idHigh, idLow, header);
    }

    /**
     * How many of a file's last bytes hold Metadata and Footer.
     *
     * @param end at least the last {@link EnvelopeFormat#FOOTER_BYTES} bytes
     */
    public static int tailLength(FileFormat format, String what, FileEnd end) {
        return Tail.footer(format, what, end.tail(), end.fileLength()).metadataLength()
                + EnvelopeFormat.FOOTER_BYTES;
    }

    /**
     * The end of a file.
     *
     * @param tail its last bytes
     * @param fileLength its whole length in bytes
     */
    public record FileEnd(byte[] tail, long fileLength) {}

    private record Header(int version, int features, long idHigh, long idLow) {
        static Header read(FileFormat format, String what, byte[] file) {
            checkMagic(format, what, file);
            int expected = EnvelopeFormat.crc(file, 0, EnvelopeFormat.HEADER_CRC_OFFSET);
            int found = LittleEndian.i32(file, EnvelopeFormat.HEADER_CRC_OFFSET);
            if (found != expected) {
                throw new DataException.Corrupt(
                        what, "header crc %08x".formatted(expected), "%08x".formatted(found));
            }
            checkName(format, what, file);
            int version = LittleEndian.u16(file, EnvelopeFormat.VERSION_OFFSET);
            int features = LittleEndian.u16(file, EnvelopeFormat.FEATURES_OFFSET);
            checkVersion(format, what, version, features);
            return new Header(
                    version,
                    features,
                    Long.reverseBytes(LittleEndian.i64(file, EnvelopeFormat.ID_OFFSET)),
                    Long.reverseBytes(LittleEndian.i64(file, EnvelopeFormat.ID_OFFSET + 8)));
        }

        private static void checkMagic(FileFormat format, String what, byte[] file) {
            int known = Math.min(file.length, Long.BYTES);
            for (int i = 0; i < known; i++) {
                if (file[i] != (byte) (EnvelopeFormat.MAGIC >>> (8 * i))) {
                    throw new DataException.WrongFormat(
                            what,
                            format.name(),
                            "a file that begins with " + HexFormat.of().formatHex(file, 0, known));
                }
            }
            if (file.length < EnvelopeFormat.HEADER_BYTES) {
                throw new DataException.Truncated(
                        what,
                        EnvelopeFormat.HEADER_BYTES + EnvelopeFormat.FOOTER_BYTES,
                        file.length);
            }
        }

        private static void checkName(FileFormat format, String what, byte[] file) {
            byte[] expected = new byte[FileFormat.NAME_BYTES];
            format.writeName(expected, 0);
            if (LittleEndian.i64(expected, 0)
                    != LittleEndian.i64(file, EnvelopeFormat.NAME_OFFSET)) {
                String found =
                        new String(
                                        file,
                                        EnvelopeFormat.NAME_OFFSET,
                                        FileFormat.NAME_BYTES,
                                        StandardCharsets.US_ASCII)
                                .replace("\0", "")
                                .replaceAll("[^a-z]", "?");
                throw new DataException.WrongFormat(what, format.name(), found);
            }
        }
    }

    private record Tail(
            FileFormat format,
            String what,
            byte[] bytes,
            long fileLength,
            int metadataLength,
            int version,
            int features) {

        static Tail read(FileFormat format, String what, byte[] bytes, long length) {
            Tail tail = footer(format, what, bytes, length);
            int needed = tail.metadataLength + EnvelopeFormat.FOOTER_BYTES;
            if (bytes.length < needed) {
                throw new DataException.Truncated(what + ", its end", needed, bytes.length);
            }
            return tail;
        }

        static Tail footer(FileFormat format, String what, byte[] bytes, long length) {
            int least = EnvelopeFormat.HEADER_BYTES + EnvelopeFormat.FOOTER_BYTES;
            if (length < least || bytes.length < EnvelopeFormat.FOOTER_BYTES) {
                throw new DataException.Truncated(what, least, length);
            }
            int footer = bytes.length - EnvelopeFormat.FOOTER_BYTES;
            long fileLength = LittleEndian.i64(bytes, footer + EnvelopeFormat.FILE_LENGTH_OFFSET);
            checkEnd(what, bytes, fileLength, length);
            long metadata = LittleEndian.u32(bytes, footer + EnvelopeFormat.METADATA_LENGTH_OFFSET);
            long most = Math.min(length - least, EnvelopeFormat.METADATA_BYTES_MAX);
            if (metadata > most || fileLength > EnvelopeFormat.FILE_BYTES_MAX) {
                throw new DataException.Corrupt(
                        what,
                        "metadata of %d bytes or less in a file of %d or less"
                                .formatted(most, EnvelopeFormat.FILE_BYTES_MAX),
                        "%d in a file of %d".formatted(metadata, fileLength));
            }
            int version = LittleEndian.u16(bytes, footer + EnvelopeFormat.END_VERSION_OFFSET);
            int features = LittleEndian.u16(bytes, footer + EnvelopeFormat.END_FEATURES_OFFSET);
            return new Tail(format, what, bytes, fileLength, (int) metadata, version, features);
        }

        private static void checkEnd(String what, byte[] bytes, long fileLength, long length) {
            long endMagic =
                    LittleEndian.i64(
                            bytes,
                            bytes.length
                                    - EnvelopeFormat.FOOTER_BYTES
                                    + EnvelopeFormat.END_MAGIC_OFFSET);
            if (endMagic != ~EnvelopeFormat.MAGIC) {
                if (fileLength == length) {
                    throw new DataException.Corrupt(
                            what,
                            "end magic %016x".formatted(~EnvelopeFormat.MAGIC),
                            "%016x".formatted(endMagic));
                }
                throw new DataException.Truncated(what, length + 1, length);
            }
            if (fileLength > length) {
                throw new DataException.Truncated(what, fileLength, length);
            }
            if (fileLength != length) {
                throw new DataException.Corrupt(
                        what, "a file of %d bytes".formatted(fileLength), length + " bytes");
            }
        }

        Envelope check(long idHigh, long idLow, byte[] header) {
            int metadataOffset = bytes.length - EnvelopeFormat.FOOTER_BYTES - metadataLength;
            int expected =
                    EnvelopeFormat.checksum(header, 0, bytes, metadataOffset, metadataLength);
            int found =
                    LittleEndian.i32(
                            bytes,
                            bytes.length
                                    - EnvelopeFormat.FOOTER_BYTES
                                    + EnvelopeFormat.CHECKSUM_OFFSET);
            if (found != expected) {
                throw new DataException.Corrupt(
                        what,
                        "checksum %08x of header, metadata and footer".formatted(expected),
                        "%08x".formatted(found));
            }
            checkVersion(format, what, version, features);
            return new Envelope(
                    format,
                    version,
                    idHigh,
                    idLow,
                    fileLength,
                    bytes,
                    metadataOffset,
                    metadataLength);
        }
    }

    private static void checkVersion(FileFormat format, String what, int version, int features) {
        if (version > format.newest()) {
            throw new DataException.FormatTooNew(
                    what, "version " + format.newest(), "version " + version);
        }
        if (version < format.oldest()) {
            throw new DataException.FormatTooOld(
                    what, "version " + format.oldest(), "version " + version);
        }
        if (features != 0) {
            throw new DataException.FormatTooNew(
                    what, "no features", "features %#x".formatted(features));
        }
    }
}
