package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.DescriptionWriter;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.util.Arrays;
import java.util.Map;

/** Makes a repository: puts the description of generation 1 on all its metadata volumes. */
public final class RepositoryCreation {
    private RepositoryCreation() {}

    /**
     * Creates the repository, or completes a creation that was interrupted.
     *
     * @param stores all metadata volumes, by name
     * @throws IllegalArgumentException if one is missing, or the generation is not 1
     * @throws DataException.Corrupt if a volume has another description
     */
    public static void create(
            Map<String, ? extends ObjectStore> stores, RepositoryDescription description)
            throws ObjectStoreException {
        if (description.generation() != 1
                || !stores.keySet().containsAll(description.metadataVolumes())) {
            throw new IllegalArgumentException(
                    "creation: expected generation 1 and the volumes %s, found generation %d and %s"
                            .formatted(
                                    description.metadataVolumes(),
                                    description.generation(),
                                    stores.keySet()));
        }
        byte[] file = DescriptionWriter.write(description);
        ObjectName name = DescriptionFormat.name(1);
        for (String volume : description.metadataVolumes()) {
            MetadataVolume target = new MetadataVolume(volume, stores.get(volume));
            if (!MetadataVolume.put(target.store(), name, file)) {
                requireSame(target, name, file);
            }
        }
    }

    private static void requireSame(MetadataVolume volume, ObjectName name, byte[] file)
            throws ObjectStoreException {
        byte[] present = volume.read(volume.store(), name, DescriptionFormat.FILE_BYTES_MAX);
        if (!Arrays.equals(present, file)) {
            throw new DataException.Corrupt(
                    volume.what(name),
                    "the description that is to be created, " + Digest.of(file),
                    "another one, " + Digest.of(present));
        }
    }
}
