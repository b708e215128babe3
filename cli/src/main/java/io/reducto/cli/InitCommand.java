package io.reducto.cli;

import io.reducto.codec.chunk.ChunkingPolicy;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reducto init}: makes an empty repository. */
@Command(
        name = "init",
        description = {
            "Makes an empty repository over volumes, which are made too.",
            "Volumes are called v1, v2, … in the order given; each is a failure domain of its own. The first 2m + 1 of them hold metadata, v1 is the lead."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  reducto init --geometry 4+2 /srv/d1 /srv/d2 /srv/d3 /srv/d4 /srv/d5 /srv/d6"
        })
final class InitCommand implements Callable<Integer> {
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--geometry",
            paramLabel = "K+M",
            description = "Data and parity shards of a stripe (default: ${DEFAULT-VALUE}).")
    private String geometry = "4+2";

    @Option(
            names = "--chunking",
            paramLabel = "SPEC",
            description = "How objects are cut, for good (default: ${DEFAULT-VALUE}).")
    private String chunking = "fastcdc2020-v1:8k/16k/32k:n2";

    @Option(
            names = "--tier",
            paramLabel = "NAME",
            description = "Name of the tier of all volumes (default: ${DEFAULT-VALUE}).")
    private String tier = "hot";

    @Parameters(
            arity = "1..*",
            paramLabel = "VOLUME",
            description = "Folders or URIs of volumes; k + m of them or more.")
    private List<String> addresses = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        RepositoryAddress address = RepositoryAddress.parse(addresses);
        Geometry shards = checked(() -> Geometry.parse(geometry));
        ChunkingSpec cutting = checked(() -> ChunkingSpec.parse(chunking));
        checked(
                () -> {
                    ChunkingPolicy.OBJECTS.check(cutting);
                    return cutting;
                });
        if (address.volumes().size() < shards.totalShards()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "geometry %s: expected %d volumes or more, found %d"
                            .formatted(shards, shards.totalShards(), address.volumes().size()));
        }
        Map<String, ObjectStore> stores = new TreeMap<>();
        try {
            RepositoryDescription description = describe(address, shards, cutting, stores);
            RepositoryCreation.create(stores, description);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", description.id().toString());
            fields.put("geometry", shards.toString());
            fields.put("volumes", stores.values().stream().map(s -> s.uri().toString()).toList());
            output.line(
                    "repository %s, geometry %s, %d volumes; read and write it by %s"
                            .formatted(description.id(), shards, stores.size(), addresses.get(0)),
                    fields);
            return ExitCode.OK.code();
        } finally {
            for (ObjectStore store : stores.values()) {
                store.close();
            }
        }
    }

    private RepositoryDescription describe(
            RepositoryAddress address,
            Geometry shards,
            ChunkingSpec cutting,
            Map<String, ObjectStore> stores)
            throws ObjectStoreException {
        int copies = 2 * shards.parityShards() + 1;
        List<RepositoryDescription.Volume> volumes = new ArrayList<>();
        for (URI uri : address.volumes()) {
            int number = volumes.size() + 1;
            ObjectStore store = make(uri);
            stores.put("v" + number, store);
            volumes.add(
                    new RepositoryDescription.Volume(
                            "v" + number, store.uri(), "domain-" + number, number <= copies));
        }
        List<String> inOrder = volumes.stream().map(RepositoryDescription.Volume::name).toList();
        volumes.sort(Comparator.comparing(RepositoryDescription.Volume::name));
        SecureRandom random = new SecureRandom();
        return new RepositoryDescription(
                new RepositoryId(random.nextLong(), random.nextLong()),
                List.of(new RepositoryDescription.Generation(1, 1)),
                "v1",
                cutting,
                volumes,
                List.of(new RepositoryDescription.Tier(tier, shards, inOrder)));
    }

    /** A volume that is new, or was left empty by an attempt that failed. */
    private static ObjectStore make(URI uri) throws ObjectStoreException {
        try {
            return ObjectStores.create(uri);
        } catch (ObjectExistsException e) {
            ObjectStore present = ObjectStores.open(uri);
            if (present.list("", "").objects().isEmpty()) {
                return present;
            }
            present.close();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "volume %s: expected none, or an empty one, found one in use; name another place"
                            .formatted(uri));
        }
    }

    private <T> T checked(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
