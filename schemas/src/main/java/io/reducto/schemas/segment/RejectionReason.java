package io.reducto.schemas.segment;

/** Why a segment, or an upload, was not taken. Consumers read names: none is ever renamed. */
public enum RejectionReason {
    /** Header or field missing, of another type, or beyond its limits. */
    MALFORMED,
    /** Neither plain nor of a schema that is known. */
    UNKNOWN_SCHEMA,
    /** An ordinal was skipped: the upload is given up. */
    SEQUENCE_GAP,
    /** No open upload of this id: it was given up, superseded, or never begun. */
    UNKNOWN_UPLOAD,
    /** A newer upload of the version began: this one is given up. */
    SUPERSEDED,
    /** Nothing came for too long: the upload is given up. */
    ABANDONED,
    /** The version stands already with other content. */
    VERSION_CONFLICT,
    /** Two segments of the upload declare different things. */
    DECLARATION_CONFLICT,
    /** The object is not as long as was declared. */
    LENGTH_MISMATCH,
    /** The object does not have the BLAKE3-256 that was declared. */
    DIGEST_MISMATCH
}
