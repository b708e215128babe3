package io.reducto.codec.envelope;

import io.reducto.codec.LittleEndian;

/**
 * Writes an envelope around a body: first {@link #header}, then the caller appends Body and
 * Metadata, then {@link #footer}.
 *
 * <pre>{@code
 * GrowableBytes file = new GrowableBytes(capacity);
 * EnvelopeWriter.header(file, format, idHigh, idLow);
 * …                                          // Body
 * int metadata = file.length();
 * …                                          // Metadata
 * EnvelopeWriter.footer(file, metadata);
 * }</pre>
 */
public final class EnvelopeWriter {
    private EnvelopeWriter() {}

    /** Appends a Header of the newest version of {@code format} to an empty {@code file}. */
    public static void header(GrowableBytes file, FileFormat format, long idHigh, long idLow) {
        if (file.length() != 0) {
            throw new IllegalStateException(
                    "a header begins a file; found " + file.length() + " bytes");
        }
        file.reserve(EnvelopeFormat.HEADER_BYTES);
        header(file.array(), format, format.newest(), idHigh, idLow);
        file.advance(EnvelopeFormat.HEADER_BYTES);
    }

    /**
     * Appends a Footer to {@code file}, whose Metadata begins at {@code metadataOffset} and ends at
     * its length.
     */
    public static void footer(GrowableBytes file, int metadataOffset) {
        int metadataLength = file.length() - metadataOffset;
        long fileLength = (long) file.length() + EnvelopeFormat.FOOTER_BYTES;
        if (metadataLength > EnvelopeFormat.METADATA_BYTES_MAX
                || fileLength > EnvelopeFormat.FILE_BYTES_MAX) {
            throw new IllegalStateException(
                    "file of %d bytes with %d of metadata is above the limits"
                            .formatted(fileLength, metadataLength));
        }
        file.i64(fileLength);
        file.i32(metadataLength);
        byte[] bytes = file.array();
        file.u16(LittleEndian.u16(bytes, EnvelopeFormat.VERSION_OFFSET));
        file.u16(LittleEndian.u16(file.array(), EnvelopeFormat.FEATURES_OFFSET));
        bytes = file.array();
        file.i32(EnvelopeFormat.checksum(bytes, 0, bytes, metadataOffset, metadataLength));
        file.i64(~EnvelopeFormat.MAGIC);
    }

    static void header(byte[] target, FileFormat format, int version, long idHigh, long idLow) {
        LittleEndian.putI64(target, 0, EnvelopeFormat.MAGIC);
        format.writeName(target, EnvelopeFormat.NAME_OFFSET);
        LittleEndian.putU16(target, EnvelopeFormat.VERSION_OFFSET, version);
        LittleEndian.putU16(target, EnvelopeFormat.FEATURES_OFFSET, 0);
        LittleEndian.putI64(target, EnvelopeFormat.ID_OFFSET, Long.reverseBytes(idHigh));
        LittleEndian.putI64(target, EnvelopeFormat.ID_OFFSET + 8, Long.reverseBytes(idLow));
        LittleEndian.putI32(
                target,
                EnvelopeFormat.HEADER_CRC_OFFSET,
                EnvelopeFormat.crc(target, 0, EnvelopeFormat.HEADER_CRC_OFFSET));
    }
}
