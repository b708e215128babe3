package io.reducto.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whether ports are free, asked before anything starts. */
final class PortCheck {
    /** What the sockets of a process that was just killed may need. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private PortCheck() {}

    /** Names every port that is taken, what it is for, and the option that changes it. */
    static void requireFree(List<Ports.Use> uses) throws IOException, InterruptedException {
        LocalCluster.await(CLOSING, () -> taken(uses).isEmpty());
        List<Ports.Use> taken = taken(uses);
        if (!taken.isEmpty()) {
            String lines =
                    taken.stream()
                            .map(PortCheck::line)
                            .collect(Collectors.joining(System.lineSeparator()));
            throw new ClusterException(
                    "nothing was started:%n%s%n--port-base changes all ports at once"
                            .formatted(lines));
        }
    }

    private static String line(Ports.Use use) {
        return "port %d, for %s, is taken: choose another by %s"
                .formatted(use.port(), use.purpose(), use.option());
    }

    private static List<Ports.Use> taken(List<Ports.Use> uses) {
        return uses.stream().filter(use -> !isFree(use.port())).toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of the last run that linger are no listeners.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
