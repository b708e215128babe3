package io.reducto.cli;

import io.reducto.repository.RepositoryAddress;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import io.reducto.tier.retry.RetryPolicy;
import io.reducto.tier.retry.RetryTimer;
import io.reducto.tier.retry.RetryingObjectStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

    /** Opens every volume that answers; what may pass by is tried again. */
    OpenRepository open() throws ObjectStoreException {
        return new OpenRepository(
                RepositoryAddress.parse(addresses).open(RepositoryOption::openRetrying));
    }

    private static ObjectStore openRetrying(URI uri) throws ObjectStoreException {
        return new RetryingObjectStore(
                ObjectStores.open(uri),
                RetryPolicy.DEFAULT,
                RetryTimer.system(),
                new SplittableRandom());
    }
}
