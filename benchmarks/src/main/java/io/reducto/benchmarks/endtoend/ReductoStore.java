package io.reducto.benchmarks.endtoend;

import io.reducto.cli.cluster.FolderDeletion;
import io.reducto.cli.quickstart.StoredBytes;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reducto: a local cluster of its own, made by the commands of the README. */
final class ReductoStore implements Store {
    private static final String DATA_SET = "benchmark";
    private static final int VOLUMES = 6;
    private static final String GEOMETRY = "4+2";

    private final String launcher;
    private final Path cluster;
    private final List<String> volumes;
    private final Commands commands;
    private final int portBase;
    private final List<Version> versions;
    private final Path folder;
    private final Optional<Path> profile;
    private StoredBytes warm = new StoredBytes(0, 0);

    /**
     * A repository and its cluster.
     *
     * @param home folder of the launcher
     * @param folder empty
     * @param portBase the cluster takes ports from here on
     * @param versions that it will be given, and warms up with the like of
     * @param profile file for a flame graph of the TaskManagers while it takes them in
     */
    ReductoStore(
            Path home, Path folder, int portBase, List<Version> versions, Optional<Path> profile)
            throws IOException {
        Files.createDirectories(folder);
        this.launcher = home.resolve("reducto").toString();
        this.cluster = folder.resolve("cluster");
        this.volumes =
                IntStream.rangeClosed(1, VOLUMES)
                        .mapToObj(n -> folder.resolve("d" + n).toString())
                        .toList();
        this.commands = new Commands(folder, Map.of("REDUCTO_CLUSTER", cluster.toString()));
        this.portBase = portBase;
        this.versions = versions;
        this.profile = profile;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "reducto";
    }

    @Override
    public String settings() throws IOException, InterruptedException {
        return "%s; cluster as ./reducto cluster start makes it, %s over %d volumes, warm; %s"
                .formatted(
                        commands.print(List.of(launcher, "version")).lines().findFirst().orElse(""),
                        GEOMETRY,
                        VOLUMES,
                        "peak of memory is the sum of its processes");
    }

    @Override
    public void create() throws IOException, InterruptedException {
        commands.run(
                List.of(launcher, "cluster", "start", "--port-base", Integer.toString(portBase)));
        List<String> init = new ArrayList<>(List.of(launcher, "init", "--geometry", GEOMETRY));
        init.addAll(volumes);
        commands.run(init);
        commands.run(List.of(launcher, "submit", "ingest", "-r", volumes.get(0)));
        warmUp();
    }

    /** Runs as much of the same kind through it, so that what is measured is compiled. */
    private void warmUp() throws IOException, InterruptedException {
        Path inverses = Files.createDirectories(folder.resolve("warm-up"));
        List<Version> others = new ArrayList<>();
        for (Version version : versions) {
            others.add(Inverse.of(version, inverses));
        }
        ingestAll("warm-up", others, version -> {});
        FolderDeletion.delete(inverses);
        warm = stored();
    }

    @Override
    public Ingested ingest(List<Version> versions, Consumer<Version> done)
            throws IOException, InterruptedException {
        ClusterMeter meter = ClusterMeter.start(cluster);
        if (profile.isEmpty()) {
            ingestAll(DATA_SET, versions, done);
            return meter.stop();
        }
        Profiler profiler = Profiler.start(meter.workers());
        ingestAll(DATA_SET, versions, done);
        profiler.stop(profile.get());
        return meter.stop();
    }

    private void ingestAll(String dataSet, List<Version> versions, Consumer<Version> done)
            throws IOException, InterruptedException {
        try (RepositoryVolumes open = open()) {
            new Publishing("127.0.0.1:" + (portBase + 1), open, dataSet).run(versions, done);
        } catch (ObjectStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Size size() throws IOException {
        StoredBytes all = stored();
        return new Size(
                all.beforeParity() - warm.beforeParity(), all.withParity() - warm.withParity());
    }

    private StoredBytes stored() throws IOException {
        try (RepositoryVolumes open = open()) {
            return StoredBytes.of(open);
        } catch (ObjectStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private RepositoryVolumes open() throws ObjectStoreException {
        return RepositoryAddress.parse(volumes.subList(0, 1)).open(ObjectStores::open);
    }

    @Override
    public Cost restore(Version version, Path target) throws IOException, InterruptedException {
        String name = "%s/%s@%s".formatted(DATA_SET, version.object(), version.version());
        return commands.run(
                List.of(launcher, "restore", "-r", volumes.get(0), name, target.toString()));
    }

    @Override
    public void end() throws IOException, InterruptedException {
        commands.run(List.of(launcher, "cluster", "stop"));
    }
}
