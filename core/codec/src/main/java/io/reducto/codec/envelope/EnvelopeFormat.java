package io.reducto.codec.envelope;

import java.util.zip.CRC32C;

/**
 * Layout of the envelope, version 1; {@code docs/format/envelope.md} is its page.
 *
 * <pre>
 * File   := Header Body Metadata Footer
 * Header := magic[8] name[8] version:u16 features:u16 id[16] headerCrc:u32                       40 bytes
 * Footer := fileLength:u64 metadataLength:u32 version:u16 features:u16 checksum:u32 endMagic[8]  28 bytes
 * </pre>
 */
public final class EnvelopeFormat {
    /** Length of Header in bytes: where Body begins. */
    public static final int HEADER_BYTES = 40;

    /** Length of Footer in bytes. */
    public static final int FOOTER_BYTES = 28;

    /** Upper limit of a file in bytes. */
    public static final long FILE_BYTES_MAX = 1L << 30;

    /** Upper limit of Metadata in bytes. */
    public static final int METADATA_BYTES_MAX = 256 << 20;

    /** {@code 89 52 44 43 54 0d 0a 1a}, read as little-endian. */
    static final long MAGIC = 0x1a0a_0d54_4344_5289L;

    static final int NAME_OFFSET = 8;
    static final int VERSION_OFFSET = 16;
    static final int FEATURES_OFFSET = 18;
    static final int ID_OFFSET = 20;
    static final int HEADER_CRC_OFFSET = 36;

    static final int FILE_LENGTH_OFFSET = 0;
    static final int METADATA_LENGTH_OFFSET = 8;
    static final int END_VERSION_OFFSET = 12;
    static final int END_FEATURES_OFFSET = 14;
    static final int CHECKSUM_OFFSET = 16;
    static final int END_MAGIC_OFFSET = 20;

    private EnvelopeFormat() {}

    /** CRC-32C of {@code bytes[offset, offset + length)}. */
    public static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /* Header's own CRC is left out: bytes followed by their CRC have one and the same CRC whatever they are, and the
     * checksum would not bind the id. */
    static int checksum(
            byte[] header, int headerOffset, byte[] tail, int metadataOffset, int metadataLength) {
        CRC32C crc = new CRC32C();
        crc.update(header, headerOffset, HEADER_CRC_OFFSET);
        crc.update(tail, metadataOffset, metadataLength + CHECKSUM_OFFSET);
        return (int) crc.getValue();
    }
}
