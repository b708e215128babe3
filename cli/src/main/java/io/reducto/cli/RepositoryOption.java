package io.reducto.cli;

import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.log.CommitLog;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which repository: the address of one of its metadata volumes is enough, it names the others. */
final class RepositoryOption {
    @Option(
            names = {"-r", "--repository"},
            required = true,
            split = ",",
            defaultValue = "${env:REDUCTO_REPOSITORY}",
            paramLabel = "URI",
            description = {
                "A metadata volume of the repository, as file: URI or folder; the others are found from it.",
                "Give several in case one is lost. Default: the variable REDUCTO_REPOSITORY."
            })
    private List<String> addresses = new ArrayList<>();

    /** Opens every volume that answers. */
    OpenRepository open() throws ObjectStoreException {
        Map<String, ObjectStore> first = new LinkedHashMap<>();
        List<ObjectStoreException> failures = new ArrayList<>();
        for (String address : addresses) {
            open(address, uri(address), first, failures);
        }
        if (first.isEmpty()) {
            throw failures.get(0);
        }
        RepositoryDescription description = CommitLog.describe(first);
        Map<String, ObjectStore> stores = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (RepositoryDescription.Volume volume : description.volumes()) {
            List<ObjectStoreException> failed = new ArrayList<>();
            open(volume.name(), volume.uri(), stores, failed);
            failed.forEach(failure -> silent.add(volume.name() + ": " + failure.getMessage()));
        }
        for (ObjectStore store : first.values()) {
            store.close();
        }
        return new OpenRepository(stores, silent);
    }

    private static void open(
            String name,
            URI uri,
            Map<String, ObjectStore> stores,
            List<ObjectStoreException> failures) {
        try {
            stores.put(name, ObjectStores.open(uri));
        } catch (ObjectStoreException e) {
            failures.add(e);
        }
    }

    private static URI uri(String address) {
        return address.matches("[a-z][a-z0-9+.-]*:.*")
                ? URI.create(address)
                : Path.of(address).toAbsolutePath().normalize().toUri();
    }
}
