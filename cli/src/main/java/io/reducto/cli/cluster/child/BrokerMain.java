package io.reducto.cli.cluster.child;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Kafka broker that formats its directory when it is new, in the same process: a second JVM for
 * that would take as long to start as the broker does.
 *
 * <p>Arguments: properties file, data directory, cluster id.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /** Formats if needed, then is {@code kafka.Kafka}. */
    public static void main(String[] arguments) throws Exception {
        String properties = arguments[0];
        // The last file that formatting writes.
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            String[] format = {
                "format", "--cluster-id", arguments[2], "--config", properties, "--ignore-formatted"
            };
            Object code =
                    Class.forName("kafka.tools.StorageTool")
                            .getMethod("execute", String[].class, PrintStream.class)
                            .invoke(null, format, System.out);
            if (!Integer.valueOf(0).equals(code)) {
                throw new IllegalStateException("formatting Kafka's directory ended with " + code);
            }
        }
        Class.forName("kafka.Kafka")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {properties});
    }
}
