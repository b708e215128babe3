package io.reducto.integration;

import java.nio.file.Path;

/**
 * A Kafka client that shares no code with ours: in JavaScript, without Kafka's own library and
 * without librdkafka.
 */
final class KafkaJs {
    private final NodeProgram program;

    private KafkaJs(NodeProgram program) {
        this.program = program;
    }

    /** Installs it below {@code folder}. */
    static KafkaJs install(Path folder) throws Exception {
        return new KafkaJs(NodeProgram.install("kafkajs", folder));
    }

    /** Sends a file as one version of an object; returns when the broker has all of it. */
    void publish(String broker, String topic, Path file, String dataSet, String object)
            throws Exception {
        program.run("publish.js", broker, topic, file.toString(), dataSet, object, "1", "u1");
    }
}
