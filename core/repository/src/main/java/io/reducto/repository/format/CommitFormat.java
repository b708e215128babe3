package io.reducto.repository.format;

import io.reducto.codec.envelope.FileFormat;
import io.reducto.schemas.repository.Commit;
import io.reducto.tier.ObjectName;
import java.util.Locale;
import org.apache.avro.Schema;

/**
 * Layout of a commit record, version 1; {@code docs/format/repository.md} is its page.
 *
 * <pre>
 * File     := Header("commit", 1, repository id) Metadata Footer       see envelope.md; Body is empty
 * Metadata := Avro binary encoding of Commit
 * name     := "commits/" number:12 "." generation:6                    decimal, padded with zeros
 * </pre>
 *
 * <p>The version in the envelope says which schema a record was written with.
 */
public final class CommitFormat {
    /** Name and versions. */
    public static final FileFormat FILE = new FileFormat("commit", 1, 1);

    /** Greatest number of a commit. */
    public static final long NUMBER_MAX = 999_999_999_999L;

    /** Greatest generation of a description. */
    public static final int GENERATION_MAX = 999_999;

    /** Upper limit of a record in bytes. */
    public static final int FILE_BYTES_MAX = 16 << 20;

    /** Most runs that a record lists. */
    public static final int RUNS_MAX = 4096;

    /** Most live lineages. */
    public static final int LINEAGES_MAX = 4096;

    /** Most retired lineages that a record itself lists. */
    public static final int RETIRED_MAX = 4096;

    /** Most attached corpora. */
    public static final int CORPORA_MAX = 1024;

    private CommitFormat() {}

    /** The one name of a record of that number and generation. */
    public static ObjectName name(long number, int generation) {
        Rule.range("commit number", number, 1, NUMBER_MAX);
        Rule.range("generation", generation, 1, GENERATION_MAX);
        return ObjectName.of(String.format(Locale.ROOT, "commits/%012d.%06d", number, generation));
    }

    /** The schema that records of an envelope version are written with. */
    static Schema writerSchema(int version) {
        if (version != 1) {
            throw new IllegalArgumentException("commit record version " + version);
        }
        return Commit.getClassSchema();
    }
}
