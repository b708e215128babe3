package io.reducto.connectors.source;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;

/**
 * Which topic, and how to reach its brokers.
 *
 * @param bootstrapServers host:port, several with commas between
 * @param name of the topic
 * @param clientSettings further settings of Kafka clients, such as those of security; what the
 *     source, sink or check must have its own way cannot be changed by them
 */
public record KafkaTopic(String bootstrapServers, String name, Map<String, String> clientSettings)
        implements Serializable {
    /** Copies the settings. */
    public KafkaTopic {
        if (bootstrapServers.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "topic: expected bootstrap servers and a name, found '%s' and '%s'"
                            .formatted(bootstrapServers, name));
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    /** A topic whose brokers want no further settings. */
    public KafkaTopic(String bootstrapServers, String name) {
        this(bootstrapServers, name, Map.of());
    }

    /** Settings of a client, with connect and request time-outs unless they are given. */
    public Properties clientProperties() {
        Properties properties = new Properties();
        properties.put("socket.connection.setup.timeout.ms", "10000");
        properties.put("socket.connection.setup.timeout.max.ms", "30000");
        properties.put("request.timeout.ms", "30000");
        properties.putAll(clientSettings);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
