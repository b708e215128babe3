package io.reducto.cli;

import io.reducto.codec.chunk.ChunkingPolicy;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.format.RepositoryDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            description = {
                "Data and parity shards of a stripe (default: ${DEFAULT-VALUE}).",
                "Or data shards, local and global parities, such as 12+2+2: one lost shard"
                        + " is computed from its local group, and any 3 may be lost."
            })
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
        RepositoryDescription description =
                new NewRepository(address, shards, cutting, tier).create();
        List<String> volumes =
                description.volumes().stream().map(volume -> volume.uri().toString()).toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", description.id().toString());
        fields.put("geometry", shards.toString());
        fields.put("volumes", volumes);
        output.line(
                "repository %s, geometry %s, %d volumes; read and write it by %s"
                        .formatted(description.id(), shards, volumes.size(), addresses.get(0)),
                fields);
        return ExitCode.OK.code();
    }

    private <T> T checked(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
