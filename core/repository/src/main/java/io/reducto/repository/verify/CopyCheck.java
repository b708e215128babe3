package io.reducto.repository.verify;

import io.reducto.codec.DataException;
import io.reducto.repository.Repository;
import io.reducto.repository.format.CommitFormat;
import io.reducto.repository.format.CommitReader;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.DescriptionReader;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the description and every commit record on every metadata volume: all must be there, and
 * each record the parent that its child names.
 */
final class CopyCheck {
    private final Repository repository;
    private final RepositoryDescription description;
    private final Map<String, Volume> volumes;
    private final Tally tally;

    CopyCheck(Repository repository, Tally tally) {
        this.repository = repository;
        this.description = repository.description();
        this.volumes = repository.volumes();
        this.tally = tally;
    }

    /** Reads the description, and the chain from commit {@code last} to the first. */
    void run(long last) throws ObjectStoreException {
        int generation = description.generation();
        ObjectName name = DescriptionFormat.name(generation);
        for (Volume volume : metadataVolumes()) {
            read(volume, name, DescriptionFormat.FILE_BYTES_MAX)
                    .ifPresent(file -> compareDescription(volume, name, file));
        }
        if (last == 0) {
            return;
        }
        Digest expected = repository.log().read(last).digest();
        for (long number = last; number > 0; number--) {
            Optional<CommitRecord> record = checkRecord(number, expected);
            if (record.isEmpty()) {
                tally.found(
                        new Finding(
                                Finding.Kind.COMMIT_UNREADABLE,
                                "commit " + number,
                                Optional.empty(),
                                "expected a record with digest %s on one of the volumes %s, found none; those before it were not looked at"
                                        .formatted(expected, description.metadataVolumes())));
                return;
            }
            expected = record.get().parent();
        }
    }

    private List<Volume> metadataVolumes() {
        List<Volume> open = new ArrayList<>();
        for (String name : description.metadataVolumes()) {
            Volume volume = volumes.get(name);
            if (volume == null) {
                tally.missing(name); // the volume itself is a finding
            } else {
                open.add(volume);
            }
        }
        return open;
    }

    private void compareDescription(Volume volume, ObjectName name, byte[] file) {
        try {
            RepositoryDescription found =
                    DescriptionReader.read(what(volume, name), description.generation(), file);
            if (found.equals(description)) {
                tally.whole(volume.name());
            } else {
                damaged(volume, name, "expected the description in force, found another");
            }
        } catch (DataException e) {
            damaged(volume, name, String.valueOf(e.getMessage()));
        }
    }

    /** The record, from a volume that has the one with that digest. */
    private Optional<CommitRecord> checkRecord(long number, Digest expected) {
        ObjectName name = description.commitName(number);
        Optional<CommitRecord> record = Optional.empty();
        for (Volume volume : metadataVolumes()) {
            Optional<byte[]> file = read(volume, name, CommitFormat.FILE_BYTES_MAX);
            if (file.isEmpty()) {
                continue;
            }
            Digest found = Digest.of(file.get());
            if (found.equals(expected)) {
                tally.whole(volume.name());
                record =
                        record.or(
                                () ->
                                        Optional.of(
                                                CommitReader.read(
                                                        what(volume, name),
                                                        description.id(),
                                                        file.get())));
            } else {
                damaged(
                        volume,
                        name,
                        "expected digest %s, as the record behind it says, found %s"
                                .formatted(expected, found));
            }
        }
        return record;
    }

    private Optional<byte[]> read(Volume volume, ObjectName name, int bytesMax) {
        try {
            ObjectTail tail = volume.store().readTail(name, bytesMax);
            return Optional.of(tail.bytes());
        } catch (ObjectNotFoundException e) {
            tally.missing(volume.name());
            found(Finding.Kind.COPY_MISSING, volume, name, "it is not there");
        } catch (ObjectStoreException e) {
            damaged(volume, name, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void damaged(Volume volume, ObjectName name, String why) {
        tally.damaged(volume.name());
        found(Finding.Kind.COPY_DAMAGED, volume, name, why);
    }

    private void found(Finding.Kind kind, Volume volume, ObjectName name, String why) {
        tally.found(new Finding(kind, name.toString(), Optional.of(volume.name()), why));
    }

    private static String what(Volume volume, ObjectName name) {
        return "volume %s: %s".formatted(volume.name(), name);
    }
}
