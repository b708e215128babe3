package io.reducto.repository.log;

import io.reducto.repository.format.CommitReader;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.CommitWriter;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryId;

/**
 * A record with its bytes.
 *
 * @param record what the bytes say
 * @param digest of the bytes: the {@code parent} of the next record
 * @param file the bytes; nobody changes them
 */
public record StoredCommit(CommitRecord record, Digest digest, byte[] file) {
    /** The parent of number 1. */
    static final StoredCommit BEFORE_FIRST =
            new StoredCommit(CommitRecord.BEFORE_FIRST, Digest.ZERO, new byte[0]);

    static StoredCommit write(RepositoryId repository, CommitRecord record) {
        byte[] file = CommitWriter.write(repository, record);
        return new StoredCommit(record, Digest.of(file), file);
    }

    static StoredCommit read(String what, RepositoryId repository, byte[] file) {
        return new StoredCommit(CommitReader.read(what, repository, file), Digest.of(file), file);
    }

    /** The number of the record. */
    public long number() {
        return record.number();
    }
}
