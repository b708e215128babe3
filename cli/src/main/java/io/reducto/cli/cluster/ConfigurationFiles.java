package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration of a cluster's processes, from the templates of the installation. */
final class ConfigurationFiles {
    static final String FLINK = "config.yaml";
    static final String ZOOKEEPER = "zoo.cfg";
    static final String KAFKA = "kafka.properties";
    static final String LOGGING = "log4j.properties";

    /** A name in {@code ${…}}; log4j's own look-ups have a colon and stay. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z.]+)}");

    private ConfigurationFiles() {}

    /** Writes all of them into the cluster's folder, over those of the last start. */
    static void write(Path templates, ClusterDirectory directory, ClusterPlan plan)
            throws IOException {
        for (String file : List.of(FLINK, ZOOKEEPER, KAFKA, LOGGING)) {
            Map<String, String> values = numbers(plan);
            values.putAll(file.equals(FLINK) ? yamlFolders(directory) : folders(directory));
            Files.writeString(
                    directory.conf(file),
                    render(Files.readString(templates.resolve(file)), values));
        }
    }

    /** Replaces every placeholder; one without a value is a fault of the template. */
    static String render(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        (MatchResult name) ->
                                Matcher.quoteReplacement(
                                        Optional.ofNullable(values.get(name.group(1)))
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        "no value for "
                                                                                + name.group()))));
    }

    private static Map<String, String> numbers(ClusterPlan plan) {
        Ports ports = plan.ports();
        Memory memory = plan.memory();
        Map<String, Integer> values = new HashMap<>();
        values.put("rest.port", ports.rest());
        values.put("kafka.port", ports.kafka());
        values.put("kafka.controller.port", ports.kafkaController());
        values.put("zookeeper.port", ports.zookeeper());
        values.put("rpc.port", ports.rpc());
        values.put("blob.port", ports.blob());
        values.put("slots", plan.slots());
        values.put("jobmanager.heap", memory.jobManagerHeap());
        values.put("taskmanager.task.heap", memory.taskManagerHeap() - Memory.FRAMEWORK_HEAP);
        values.put("taskmanager.managed", memory.managed());
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private static Map<String, String> yamlFolders(ClusterDirectory directory) {
        Map<String, String> values = new HashMap<>();
        values.put("directory.web", quoted(directory.data("web").toString()));
        values.put("directory.tmp", quoted(directory.tmp().toString()));
        values.put("directory.blobs", quoted(directory.tmp().resolve("blobs").toString()));
        // Flink takes the path of such a URI as it stands: nothing is percent-encoded.
        values.put("uri.ha", quoted("file://" + directory.data("ha")));
        values.put("uri.checkpoints", quoted("file://" + directory.data("checkpoints")));
        values.put("uri.savepoints", quoted("file://" + directory.data("savepoints")));
        return values;
    }

    private static Map<String, String> folders(ClusterDirectory directory) {
        return new HashMap<>(
                Map.of(
                        "directory.zookeeper", escaped(directory.data("zookeeper").toString()),
                        "directory.kafka", escaped(directory.data("kafka").toString())));
    }

    /** For YAML; the folder's name holds neither quote nor backslash. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** For properties files, which are Latin-1. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return escaped.toString();
    }
}
