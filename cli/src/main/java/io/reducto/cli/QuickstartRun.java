package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.FolderDeletion;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.cli.publish.Brokers;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.publish.Published;
import io.reducto.cli.quickstart.Figures;
import io.reducto.cli.quickstart.FolderReleases;
import io.reducto.cli.quickstart.MavenReleases;
import io.reducto.cli.quickstart.QuickstartDirectory;
import io.reducto.cli.quickstart.Release;
import io.reducto.cli.quickstart.Restoration;
import io.reducto.cli.quickstart.StoredBytes;
import io.reducto.cli.submit.IngestSubmission;
import io.reducto.cli.submit.IngestTopics;
import io.reducto.cli.submit.JobSubmission;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a quickstart, once, in a folder that is new. */
final class QuickstartRun {
    private static final Duration CLUSTER_PATIENCE = Duration.ofMinutes(2);
    private static final Duration JOB_PATIENCE = Duration.ofMinutes(2);
    private static final Geometry GEOMETRY = Geometry.parse("4+2");
    private static final ChunkingSpec CHUNKING = ChunkingSpec.parse("fastcdc2020-v1:8k/16k/32k:n2");

    /** Volumes that are destroyed, d2 and d5: both hold metadata, neither is the lead. */
    private static final List<Integer> DESTROYED = List.of(1, 4);

    private final QuickstartDirectory directory;
    private final Home home;
    private final ClusterPlan plan;
    private final Output output;
    private final List<String> report = new ArrayList<>();
    private final Map<String, Object> fields = new LinkedHashMap<>();

    QuickstartRun(QuickstartDirectory directory, Home home, ClusterPlan plan, Output output) {
        this.directory = directory;
        this.home = home;
        this.plan = plan;
        this.output = output;
    }

    /** All steps; what they found is kept for {@link #print}. */
    void run(Optional<Path> input)
            throws IOException, ObjectStoreException, PublishException, InterruptedException {
        List<Release> releases = releases(input);
        directory.cluster().start(home, plan, CLUSTER_PATIENCE, this::note);
        submit();
        QuickstartIngest.Result ingested;
        Figures figures;
        try (RepositoryVolumes volumes = open()) {
            ingested = ingest(volumes, releases);
            FolderDeletion.delete(directory.input());
            StoredBytes stored = StoredBytes.of(volumes);
            note("restoring all %d versions".formatted(releases.size()));
            Duration restore = Restoration.all(volumes, ingested.published(), each -> {});
            destroyVolumes();
            figures =
                    new Figures(
                            ingested.versions(),
                            stored,
                            new Figures.Times(ingested.time(), restore, restoreDegraded(ingested)));
        }
        report.addAll(figures.table());
        report.add("");
        report.addAll(figures.summary());
        fields.putAll(figures.fields());
        fields.put("restored", ingested.published().size());
    }

    private void note(String line) {
        output.note("reducto: " + line);
    }

    private List<Release> releases(Optional<Path> input) throws IOException, InterruptedException {
        if (input.isPresent()) {
            return FolderReleases.of(
                    input.get(), path -> note("%s is no version: left out".formatted(path)));
        }
        note("fetching releases from Maven Central, 100 MB the first time");
        return new MavenReleases(
                        home.root(),
                        directory.input().resolve("maven"),
                        MavenReleases.Extent.QUICKSTART)
                .fetch();
    }

    private void submit() throws IOException, ObjectStoreException, InterruptedException {
        List<String> paths = directory.volumes().stream().map(Path::toString).toList();
        RepositoryDescription description =
                new NewRepository(RepositoryAddress.parse(paths), GEOMETRY, CHUNKING, "hot")
                        .create();
        note("made a repository over %d volumes, %s".formatted(paths.size(), GEOMETRY));
        String brokers = ClusterStatus.bootstrapServers(plan);
        IngestTopics.CUSTOMARY.createMissing(brokers, this::note);
        FlinkRest rest = new FlinkRest(ClusterStatus.dashboard(plan));
        String job =
                new IngestSubmission(
                                SubmitIngestCommand.metadataVolumes(description),
                                brokers,
                                IngestTopics.CUSTOMARY,
                                plan.slotsTotal(),
                                Optional.empty(),
                                List.of())
                        .job()
                        .submit(rest, JobSubmission.jar(home.root()));
        JobSubmission.awaitRunning(rest, job, JOB_PATIENCE);
        note("the ingest job runs; %s shows it".formatted(ClusterStatus.dashboard(plan)));
        fields.put("directory", directory.root().toString());
        fields.put("dashboard", ClusterStatus.dashboard(plan).toString());
        fields.put("bootstrapServers", brokers);
        fields.put("job", job);
    }

    /** By every volume but the last, which holds no metadata: one of them answers at any time. */
    private RepositoryVolumes open() throws ObjectStoreException {
        List<String> paths = directory.volumes().stream().map(Path::toString).toList();
        return RepositoryAddress.parse(paths.subList(0, paths.size() - 1)).open(ObjectStores::open);
    }

    private QuickstartIngest.Result ingest(RepositoryVolumes volumes, List<Release> releases)
            throws IOException, ObjectStoreException, PublishException, InterruptedException {
        note("publishing %d versions".formatted(releases.size()));
        Brokers brokers =
                new Brokers(
                        ClusterStatus.bootstrapServers(plan),
                        IngestTopics.CUSTOMARY.segments(),
                        Map.of());
        return new QuickstartIngest(
                        brokers, IngestTopics.CUSTOMARY.rejected(), volumes, directory.input())
                .run(releases);
    }

    private void destroyVolumes() throws IOException {
        List<String> destroyed = new ArrayList<>();
        for (int ordinal : DESTROYED) {
            Path volume = directory.volumes().get(ordinal);
            FolderDeletion.delete(volume);
            destroyed.add(volume.toString());
        }
        note("destroyed two of six volumes: " + String.join(", ", destroyed));
        fields.put("destroyed", destroyed);
    }

    private Duration restoreDegraded(QuickstartIngest.Result ingested)
            throws IOException, ObjectStoreException, InterruptedException {
        try (RepositoryVolumes left = open()) {
            return Restoration.all(left, ingested.published(), this::restored);
        }
    }

    private void restored(Published each) {
        note(
                "restored %s@%s: BLAKE3 %s, as published"
                        .formatted(each.upload().object(), each.upload().version(), each.blake3()));
    }

    /**
     * The table, and what to do next.
     *
     * @param again the words that would do all of this again
     */
    void print(boolean isStopped, List<String> again) {
        String volume = directory.volumes().get(0).toString();
        List<String> lines = new ArrayList<>(report);
        lines.add("");
        lines.add(
                "destroyed two of six volumes; all %s versions were restored, byte for byte"
                        .formatted(fields.get("restored")));
        lines.add("");
        String cluster = directory.cluster().directory().root().toString();
        lines.add(
                isStopped
                        ? "the cluster is stopped; %s starts it again"
                                .formatted(typed("cluster", "start", "--dir", cluster))
                        : "dashboard   " + ClusterStatus.dashboard(plan));
        lines.add("list        " + typed("ls", "-r", volume));
        lines.add("restore     " + typed("restore", "-r", volume, "DATASET/OBJECT", "."));
        if (!isStopped) {
            lines.add("stop        " + typed("cluster", "stop", "--dir", cluster));
        }
        lines.add("begin anew  " + typed(again.toArray(String[]::new)));
        lines.add("");
        lines.add(
                "With two of six volumes gone everything can be read; the job writes again when five are there.");
        fields.put("isStopped", isStopped);
        output.line(String.join(System.lineSeparator(), lines), fields);
    }

    private static String typed(String... words) {
        return "./reducto " + ShellWords.join(List.of(words));
    }
}
