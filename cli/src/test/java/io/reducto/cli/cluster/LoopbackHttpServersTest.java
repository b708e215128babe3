package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reducto.cli.cluster.child.LoopbackHttpServers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackHttpServersTest {
    @Test
    void everyAddressBecomesTheLoopback() throws Exception {
        List<String> command = JavaProcess.of(Main.class);
        command.add(1, LoopbackHttpServers.EXPORT);
        command.add(
                1,
                "-Dcom.sun.net.httpserver.HttpServerProvider="
                        + LoopbackHttpServers.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.inputReader().lines()).containsExactly("true true");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Opens a server as Flink's reporter does, and one with an address of its own. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            HttpServer any = HttpServer.create(new InetSocketAddress(0), 3);
            HttpServer chosen =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 3);
            System.out.println(
                    any.getAddress().getAddress().isLoopbackAddress()
                            + " "
                            + chosen.getAddress().getAddress().isLoopbackAddress());
        }
    }
}
