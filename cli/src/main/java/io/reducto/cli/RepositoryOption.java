package io.reducto.cli;

import io.reducto.repository.RepositoryAddress;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.util.ArrayList;
import java.util.List;
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
        return new OpenRepository(RepositoryAddress.parse(addresses).open(ObjectStores::open));
    }
}
