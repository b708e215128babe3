package io.reducto.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.jobs.engine.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The deployment on Kubernetes, as far as it can be judged without one. */
class FlinkDeploymentTest {
    private static final Path DEPLOYMENT = Path.of("../flink-deploy/kubernetes/ingest.yaml");
    private static final Path LOCAL = Path.of("../flink-deploy/conf/config.yaml");
    private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Settings of the local cluster that the deployment has otherwise or not at all. */
    private static final Map<String, String> DIFFERENT =
            Map.ofEntries(
                    Map.entry("jobmanager.bind-host", "pods listen on their own address"),
                    Map.entry("jobmanager.rpc.", "the operator's service"),
                    Map.entry("jobmanager.memory.", "computed from the pod's memory"),
                    Map.entry("taskmanager.bind-host", "pods listen on their own address"),
                    Map.entry("taskmanager.host", "pods listen on their own address"),
                    Map.entry("taskmanager.numberOfTaskSlots", "an option of the local cluster"),
                    Map.entry("taskmanager.cpu.cores", "of the pod"),
                    Map.entry("taskmanager.memory.framework.", "Flink's default, the same"),
                    Map.entry("taskmanager.memory.task.heap.size", "what the pod leaves"),
                    Map.entry("taskmanager.memory.managed.size", "a share of the pod's memory"),
                    Map.entry("taskmanager.memory.jvm-", "computed from the pod's memory"),
                    Map.entry("blob.", "any port and folder of the pod"),
                    Map.entry("rest.", "the operator's service"),
                    Map.entry("web.", "one job, and nobody uploads another"),
                    Map.entry("io.tmp.dirs", "a volume of the pod"),
                    Map.entry("heartbeat.", "nodes are further apart: Flink's defaults"),
                    Map.entry("high-availability.type", "Kubernetes instead of ZooKeeper"),
                    Map.entry("high-availability.cluster-id", "the operator's"),
                    Map.entry("high-availability.storageDir", "a volume of the pod"),
                    Map.entry("high-availability.jobmanager.port", "the operator's service"),
                    Map.entry("high-availability.zookeeper.", "no ZooKeeper"),
                    Map.entry("zookeeper.", "no ZooKeeper"),
                    Map.entry("state.backend.incremental", "older name of one that is there"),
                    Map.entry("execution.checkpointing.dir", "a volume of the pod"),
                    Map.entry("execution.checkpointing.savepoint-dir", "a volume of the pod"));

    /** Settings that the local cluster gives on command lines. */
    private static final Set<String> ON_COMMAND_LINES =
            Set.of("env.java.opts.all", "env.java.opts.taskmanager", "metrics.reporter.prom.port");

    @TempDir Path folder;

    @Test
    void theSchemaOfTheOperatorTakesItButForTheVersion() throws Exception {
        // The operator whose schema can be had knows no Flink 2; when it does, this list is empty.
        assertThat(schema().findings(deployment())).containsExactly("$.spec.flinkVersion: enum");
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        String[] version = EnvironmentInformation.getVersion().split("\\.", -1);
        assertThat(deployment().at("/spec/flinkVersion").asText())
                .isEqualTo("v%s_%s".formatted(version[0], version[1]));
    }

    @Test
    void aMisspeltFieldIsRefused() throws Exception {
        JsonNode deployment = deployment();
        at(deployment, "/spec/job").put("upgradMode", "savepoint");
        at(deployment, "/spec/podTemplate/spec/containers/0").put("volumeMount", "x");
        assertThat(schema().findings(deployment))
                .contains(
                        "$.spec.job: unknown field upgradMode",
                        "$.spec.podTemplate.spec.containers[0]: unknown field volumeMount")
                .hasSize(3);
    }

    @Test
    void aWrongTypeIsRefused() throws Exception {
        JsonNode deployment = deployment();
        at(deployment, "/spec/job").put("parallelism", "four").put("upgradeMode", "savepoints");
        at(deployment, "/spec/flinkConfiguration").put("execution.checkpointing.num-retained", 3);
        assertThat(schema().findings(deployment))
                .contains(
                        "$.spec.job.parallelism: type",
                        "$.spec.job.upgradeMode: enum",
                        "$.spec.flinkConfiguration.execution.checkpointing.num-retained: type")
                .hasSize(4);
    }

    @Test
    void anotherKindIsRefused() throws Exception {
        ObjectNode deployment = (ObjectNode) deployment();
        deployment.put("kind", "FlinkDeploymnet").put("apiVersion", "flink.apache.org/v1");
        deployment.remove("metadata");
        assertThat(schema().findings(deployment))
                .contains("$.kind: const", "$.apiVersion: const", "$: required");
    }

    @Test
    void unknownFieldsStayWhereTheSchemaSaysSo() throws Exception {
        JsonNode definition =
                YAML.readTree(
                        """
                        spec:
                          group: g
                          names: {kind: K}
                          versions:
                            - name: v1
                              schema:
                                openAPIV3Schema:
                                  type: object
                                  properties:
                                    spec:
                                      type: object
                                      properties:
                                        free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                                        bound: {type: object}
                                        list:
                                          type: array
                                          items: {type: object, properties: {a: {type: string}}}
                        """);
        JsonNode resource =
                YAML.readTree(
                        """
                        apiVersion: g/v1
                        kind: K
                        metadata: {name: n}
                        spec: {free: {any: 1}, bound: {any: 1}, list: [{a: x}, {b: x}]}
                        """);
        assertThat(new StrictResourceSchema(definition, "v1").findings(resource))
                .containsExactly(
                        "$.spec.bound: unknown field any", "$.spec.list[1]: unknown field b");
    }

    @Test
    void settingsAreThoseOfTheLocalCluster() throws Exception {
        Map<String, String> here = local().toMap();
        Map<String, String> there = settings();
        Set<String> unused = new HashSet<>(DIFFERENT.keySet());
        for (Map.Entry<String, String> setting : here.entrySet()) {
            String key = setting.getKey();
            String value = setting.getValue();
            List<String> excuses =
                    DIFFERENT.keySet().stream().filter(excuse -> isExcusedBy(excuse, key)).toList();
            boolean isSame = value.equals(there.get(key));
            assertThat(isSame || !excuses.isEmpty())
                    .as(
                            "%s: expected %s as on the local cluster, found %s",
                            key, value, there.get(key))
                    .isTrue();
            if (!isSame) {
                excuses.forEach(unused::remove);
            }
        }
        assertThat(unused).as("differences that are none").isEmpty();
        Set<String> further = new TreeSet<>(there.keySet());
        further.removeAll(here.keySet());
        assertThat(further).isEqualTo(new TreeSet<>(ON_COMMAND_LINES));
    }

    /** By its name, or by the beginning of it. */
    private static boolean isExcusedBy(String excuse, String key) {
        boolean isBeginning = excuse.endsWith(".") || excuse.endsWith("-");
        return isBeginning ? key.startsWith(excuse) : key.equals(excuse);
    }

    @Test
    void memoryOfThePodsSuffices() throws Exception {
        Configuration settings = Configuration.fromMap(settings());
        settings.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory("taskManager"));
        settings.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory("jobManager"));
        TaskExecutorProcessSpec split = TaskExecutorProcessUtils.processSpecFromConfig(settings);
        assertThat(split.getTaskHeapSize().getMebiBytes()).isGreaterThanOrEqualTo(1024);
        assertThat(split.getManagedMemorySize().getMebiBytes()).isGreaterThanOrEqualTo(1024);
        assertThat(
                        JobManagerProcessUtils.processSpecFromConfig(settings)
                                .getJvmHeapMemorySize()
                                .getMebiBytes())
                .isGreaterThanOrEqualTo(640);
    }

    @Test
    void theJobTakesItsArguments() throws Exception {
        IngestOptions options = options();
        // What nobody needs to say stands there as an example and is what it would be.
        IngestOptions customary =
                Ingest.options(
                        new CommandLine(new IngestOptions()),
                        new String[] {"--volume", "/v", "--bootstrap-servers", "b:1"});
        assertThat(options.segments).isEqualTo(customary.segments);
        assertThat(options.rejected).isEqualTo(customary.rejected);
        assertThat(options.catalog).isEqualTo(customary.catalog);
        assertThat(options.isBounded).isFalse();
        assertThat(deployment().at("/spec/job/entryClass").asText())
                .isEqualTo(Ingest.class.getName());
        assertThat(deployment().at("/spec/job/parallelism").asInt())
                .isLessThanOrEqualTo(IngestJob.PARALLELISM_MAX);
    }

    @Test
    void theJobDoesNotRefuseItsSettings() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        Configuration.fromMap(settings()));
        EnginePromises.set(environment);
        ChunkingSpec widest = ChunkingSpec.parse("fastcdc2020-v1:8k/16k/32k:n2");
        assertThatCode(() -> EnginePromises.require(environment, options().waitingBytes, widest))
                .doesNotThrowAnyException();
        assertThatCode(NativeLibraries::require).doesNotThrowAnyException();
    }

    @Test
    void everyFolderIsOnAVolumeOfThePod() throws Exception {
        JsonNode pod = deployment().at("/spec/podTemplate/spec");
        Map<String, String> claims = new TreeMap<>();
        pod.at("/volumes")
                .forEach(v -> claims.put(v.get("name").asText(), v.findPath("claimName").asText()));
        Map<String, String> mounts = new TreeMap<>();
        pod.at("/containers/0/volumeMounts")
                .forEach(m -> mounts.put(m.get("mountPath").asText(), m.get("name").asText()));
        assertThat(claims.keySet()).containsExactlyInAnyOrderElementsOf(mounts.values());
        // Six volumes of a repository of 4+2; the first five hold metadata.
        assertThat(mounts.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(
                                "/flink",
                                "/scratch",
                                "/volumes/d1",
                                "/volumes/d2",
                                "/volumes/d3",
                                "/volumes/d4",
                                "/volumes/d5",
                                "/volumes/d6"));
        assertThat(options().address().volumes().stream().map(URI::getPath))
                .containsExactly(
                        "/volumes/d1", "/volumes/d2", "/volumes/d3", "/volumes/d4", "/volumes/d5");
        Map<String, String> settings = settings();
        assertThat(mounts).containsKey(settings.get("io.tmp.dirs"));
        for (String key :
                List.of(
                        "high-availability.storageDir",
                        "execution.checkpointing.dir",
                        "execution.checkpointing.savepoint-dir")) {
            assertThat(settings.get(key)).startsWith("file:///flink/");
        }
        assertThat(pod.at("/containers/0/ports/0/containerPort").asText())
                .isEqualTo(settings.get("metrics.reporter.prom.port"));
    }

    private static StrictResourceSchema schema() throws IOException {
        try (InputStream crd =
                Objects.requireNonNull(FlinkDeploymentTest.class.getResourceAsStream(CRD))) {
            return new StrictResourceSchema(YAML.readTree(crd), "v1beta1");
        }
    }

    private static JsonNode deployment() throws IOException {
        return YAML.readTree(DEPLOYMENT.toFile());
    }

    private static ObjectNode at(JsonNode node, String pointer) {
        return (ObjectNode) node.at(pointer);
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        deployment()
                .at("/spec/flinkConfiguration")
                .fields()
                .forEachRemaining(s -> settings.put(s.getKey(), s.getValue().asText()));
        return settings;
    }

    private static MemorySize memory(String process) throws IOException {
        return MemorySize.parse(
                deployment().at("/spec/%s/resource/memory".formatted(process)).asText());
    }

    private static IngestOptions options() throws IOException {
        List<String> arguments = new ArrayList<>();
        deployment().at("/spec/job/args").forEach(a -> arguments.add(a.asText()));
        return Ingest.options(
                new CommandLine(new IngestOptions()), arguments.toArray(String[]::new));
    }

    /** As Flink reads it; what a cluster fills in is a number here. */
    private Configuration local() throws IOException {
        Files.writeString(
                folder.resolve("config.yaml"),
                Files.readString(LOCAL).replaceAll("\\$\\{[a-z.]+}", "1"));
        return GlobalConfiguration.loadConfiguration(folder.toString());
    }
}
