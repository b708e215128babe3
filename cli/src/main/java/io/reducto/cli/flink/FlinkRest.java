package io.reducto.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The REST endpoint of a Flink session cluster.
 *
 * <p>Every call waits at most 2 s for a connection and 10 s for the whole answer ({@link #upload}
 * and {@link #run}: 2 min), unless the constructor says otherwise, and fails with a {@link
 * FlinkRestException} that names the URL, the status and the beginning of the answer. May be used
 * from several threads.
 */
public final class FlinkRest {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(10);
    private static final Duration JAR_PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private final RestClient client;
    private final RestClient patient;

    /** With the customary time-outs; {@code base} such as {@code http://127.0.0.1:8081/}. */
    public FlinkRest(URI base) {
        this(base, CONNECT, TOTAL);
    }

    /** With time-outs for connecting and for the whole answer. */
    public FlinkRest(URI base, Duration connect, Duration total) {
        this.client = new RestClient(base, connect, total);
        this.patient = new RestClient(base, connect, JAR_PATIENCE);
    }

    // ── the cluster ──────────────────────────────────────────────────────────────────────────────

    /**
     * What a cluster has.
     *
     * @param taskManagers registered ones
     * @param slotsTotal their slots
     * @param slotsAvailable those that no job holds
     * @param version of Flink
     */
    public record Overview(int taskManagers, int slotsTotal, int slotsAvailable, String version) {}

    /** What the cluster has now. */
    public Overview overview() throws IOException, InterruptedException {
        JsonNode answer = client.get("/overview");
        return new Overview(
                answer.path("taskmanagers").asInt(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt(),
                answer.path("flink-version").asText());
    }

    /**
     * A TaskManager, by the name of what it does.
     *
     * @param id its resource id
     * @param slots all
     * @param slotsFree those that no job holds
     */
    public record TaskExecutor(String id, int slots, int slotsFree) {}

    /** The registered TaskManagers. A dead one stays until its heartbeat is missed. */
    public List<TaskExecutor> taskManagers() throws IOException, InterruptedException {
        List<TaskExecutor> found = new ArrayList<>();
        client.get("/taskmanagers")
                .path("taskmanagers")
                .forEach(
                        t ->
                                found.add(
                                        new TaskExecutor(
                                                t.path("id").asText(),
                                                t.path("slotsNumber").asInt(),
                                                t.path("freeSlots").asInt())));
        return found;
    }

    // ── submission ───────────────────────────────────────────────────────────────────────────────

    /** Uploads a jar and gives the id by which it can be run. */
    public String upload(Path jar) throws IOException, InterruptedException {
        String stored = patient.upload("/jars/upload", jar, JAR_PATIENCE).path("filename").asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    /**
     * How to run a jar.
     *
     * @param entryClass its main class
     * @param arguments of that class
     * @param parallelism of operators that name none; 0 for the cluster's default
     * @param savepointPath where the job begins, or empty
     * @param configuration Flink's options for this job
     */
    public record Run(
            String entryClass,
            List<String> arguments,
            int parallelism,
            Optional<String> savepointPath,
            Map<String, String> configuration) {
        /** Copies. */
        public Run {
            arguments = List.copyOf(arguments);
            configuration = Map.copyOf(configuration);
        }

        /** With the cluster's defaults, from the beginning. */
        public static Run of(String entryClass, String... arguments) {
            return new Run(entryClass, List.of(arguments), 0, Optional.empty(), Map.of());
        }
    }

    /**
     * Runs an uploaded jar and gives the job's id. What its main method prints is not to be had.
     */
    public String run(String jarId, Run run) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("entryClass", run.entryClass());
        run.arguments().forEach(body.putArray("programArgsList")::add);
        if (run.parallelism() > 0) {
            body.put("parallelism", run.parallelism());
        }
        run.savepointPath().ifPresent(path -> body.put("savepointPath", path));
        ObjectNode configuration = body.putObject("flinkConfiguration");
        run.configuration().forEach(configuration::put);
        return patient.post("/jars/" + part(jarId) + "/run", body).path("jobid").asText();
    }

    // ── jobs ─────────────────────────────────────────────────────────────────────────────────────

    /**
     * A job.
     *
     * @param id 32 hex digits
     * @param name what its author calls it
     * @param state such as {@code RUNNING}
     * @param startTimeMs since the epoch
     */
    public record Job(String id, String name, String state, long startTimeMs) {}

    /** All jobs that the cluster remembers. */
    public List<Job> jobs() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        client.get("/jobs/overview").path("jobs").forEach(job -> jobs.add(job(job, "start-time")));
        return jobs;
    }

    private static Job job(JsonNode job, String startTime) {
        return new Job(
                job.path("jid").asText(),
                job.path("name").asText(),
                job.path("state").asText(),
                job.path(startTime).asLong());
    }

    /**
     * A vertex of a job's graph.
     *
     * @param id 32 hex digits
     * @param name names of its operators
     * @param parallelism its subtasks
     * @param status such as {@code RUNNING}: the least of its subtasks
     */
    public record Vertex(String id, String name, int parallelism, String status) {}

    /**
     * A job and its graph.
     *
     * @param job the job
     * @param vertices from the sources on
     */
    public record JobDetails(Job job, List<Vertex> vertices) {
        /** Whether each subtask runs; the job's own state says RUNNING earlier. */
        public boolean isFullyRunning() {
            return job.state().equals("RUNNING")
                    && vertices.stream().allMatch(v -> v.status().equals("RUNNING"));
        }
    }

    /** One job. */
    public JobDetails job(String jobId) throws IOException, InterruptedException {
        JsonNode answer = client.get(path(jobId));
        List<Vertex> vertices = new ArrayList<>();
        answer.path("vertices")
                .forEach(
                        v ->
                                vertices.add(
                                        new Vertex(
                                                v.path("id").asText(),
                                                v.path("name").asText(),
                                                v.path("parallelism").asInt(),
                                                v.path("status").asText())));
        return new JobDetails(job(answer, "start-time"), vertices);
    }

    /** The stack trace of the last failure of a job. */
    public Optional<String> lastFailure(String jobId) throws IOException, InterruptedException {
        JsonNode entries =
                client.get(path(jobId) + "/exceptions?maxExceptions=1")
                        .path("exceptionHistory")
                        .path("entries");
        return Optional.of(entries.path(0).path("stacktrace").asText()).filter(s -> !s.isEmpty());
    }

    /** Asks a job to end without a savepoint; returns before it has. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        client.patch(path(jobId) + "?mode=cancel");
    }

    // ── savepoints and checkpoints ───────────────────────────────────────────────────────────────

    /**
     * Ends a job with a savepoint and gives its address.
     *
     * @param drain also ends its input for good: event-time windows fire, and nobody can go on
     * @param patience how long to wait for it
     */
    public String stop(String jobId, Optional<String> folder, boolean drain, Duration patience)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("drain", drain);
        folder.ifPresent(target -> body.put("targetDirectory", target));
        return await(jobId, client.post(path(jobId) + "/stop", body), patience);
    }

    /** Takes a savepoint of a job that runs on, and gives its address. */
    public String savepoint(String jobId, Optional<String> folder, Duration patience)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("cancel-job", false);
        folder.ifPresent(target -> body.put("target-directory", target));
        return await(jobId, client.post(path(jobId) + "/savepoints", body), patience);
    }

    private String await(String jobId, JsonNode trigger, Duration patience)
            throws IOException, InterruptedException {
        String path = path(jobId) + "/savepoints/" + part(trigger.path("request-id").asText());
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            JsonNode answer = client.get(path);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                JsonNode operation = answer.path("operation");
                if (operation.has("location")) {
                    return operation.path("location").asText();
                }
                throw new FlinkRestException(
                        URI.create(path),
                        FlinkRestException.NO_STATUS,
                        "the savepoint failed: "
                                + firstLines(
                                        operation
                                                .path("failure-cause")
                                                .path("stack-trace")
                                                .asText()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new FlinkRestException(
                        URI.create(path),
                        FlinkRestException.NO_STATUS,
                        "the savepoint is not complete after " + patience);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private static String firstLines(String stackTrace) {
        List<String> lines =
                stackTrace.lines().filter(line -> !line.startsWith("\tat ")).limit(5).toList();
        return String.join(" | ", lines);
    }

    /**
     * A completed checkpoint.
     *
     * @param id its number
     * @param path where it lies; empty when it is not kept
     * @param durationMs from trigger to completion
     * @param stateSizeBytes all state that it names
     */
    public record Checkpoint(long id, String path, long durationMs, long stateSizeBytes) {}

    /**
     * Checkpoints of a job since it was started or recovered.
     *
     * @param completed how many
     * @param failed how many
     * @param latest the latest completed one
     */
    public record Checkpoints(long completed, long failed, Optional<Checkpoint> latest) {}

    /** Statistics of a job's checkpoints. */
    public Checkpoints checkpoints(String jobId) throws IOException, InterruptedException {
        JsonNode answer = client.get(path(jobId) + "/checkpoints");
        JsonNode latest = answer.path("latest").path("completed");
        return new Checkpoints(
                answer.path("counts").path("completed").asLong(),
                answer.path("counts").path("failed").asLong(),
                latest.isObject()
                        ? Optional.of(
                                new Checkpoint(
                                        latest.path("id").asLong(),
                                        latest.path("external_path").asText(),
                                        latest.path("end_to_end_duration").asLong(),
                                        latest.path("state_size").asLong()))
                        : Optional.empty());
    }

    // ── metrics ──────────────────────────────────────────────────────────────────────────────────

    /**
     * A metric over the subtasks of a vertex.
     *
     * @param min least
     * @param max greatest
     * @param avg mean
     * @param sum all together
     */
    public record Metric(double min, double max, double avg, double sum) {}

    /**
     * Metrics of a vertex over all its subtasks, by name; those that it does not have are left out.
     * Operators' metrics carry the operator's name in front: {@code Chunk.freshBytes}.
     */
    public Map<String, Metric> metrics(String jobId, String vertexId, Collection<String> names)
            throws IOException, InterruptedException {
        JsonNode answer = client.get(vertexMetrics(jobId, vertexId, names));
        if (answer.isEmpty() && names.size() > 1) {
            // One name that the vertex does not have, and Flink answers for none.
            List<String> known = new ArrayList<>(metricNames(jobId, vertexId));
            known.retainAll(names);
            if (known.isEmpty()) {
                return Map.of();
            }
            answer = client.get(vertexMetrics(jobId, vertexId, known));
        }
        Map<String, Metric> metrics = new LinkedHashMap<>();
        answer.forEach(
                m ->
                        metrics.put(
                                m.path("id").asText(),
                                new Metric(
                                        number(m, "min").orElse(Double.NaN),
                                        number(m, "max").orElse(Double.NaN),
                                        number(m, "avg").orElse(Double.NaN),
                                        number(m, "sum").orElse(Double.NaN))));
        return metrics;
    }

    /** The names of all metrics of a vertex. */
    public List<String> metricNames(String jobId, String vertexId)
            throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        client.get(vertexMetrics(jobId, vertexId)).forEach(m -> names.add(m.path("id").asText()));
        return names;
    }

    private static String vertexMetrics(String jobId, String vertexId) {
        return path(jobId) + "/vertices/" + part(vertexId) + "/subtasks/metrics";
    }

    private static String vertexMetrics(String jobId, String vertexId, Collection<String> names) {
        return vertexMetrics(jobId, vertexId) + "?get=" + part(String.join(",", names));
    }

    private static OptionalDouble number(JsonNode metric, String field) {
        JsonNode value = metric.path(field);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private static String path(String jobId) {
        return "/jobs/" + part(jobId);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
