package io.reducto.cli.cluster.child;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Makes the JDK's HTTP servers listen on the loopback where their owner asked for every address:
 * Flink's Prometheus reporter has an option for its port and none for its address.
 *
 * <p>Chosen by {@code -Dcom.sun.net.httpserver.HttpServerProvider}; needs {@link #EXPORT}, since
 * the provider that it stands in front of can be had by its name only.
 */
public final class LoopbackHttpServers extends HttpServerProvider {
    /** The JVM flag without which the provider of the JDK cannot be reached. */
    public static final String EXPORT =
            "--add-exports=jdk.httpserver/sun.net.httpserver=ALL-UNNAMED";

    private final HttpServerProvider jdk;

    /** For the service loader of the JDK. */
    public LoopbackHttpServers() throws ReflectiveOperationException {
        this.jdk =
                Class.forName("sun.net.httpserver.DefaultHttpServerProvider")
                        .asSubclass(HttpServerProvider.class)
                        .getDeclaredConstructor()
                        .newInstance();
    }

    @Override
    public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
        return jdk.createHttpServer(loopback(address), backlog);
    }

    @Override
    public HttpsServer createHttpsServer(InetSocketAddress address, int backlog)
            throws IOException {
        return jdk.createHttpsServer(loopback(address), backlog);
    }

    private static InetSocketAddress loopback(InetSocketAddress asked) {
        return asked != null && asked.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), asked.getPort())
                : asked;
    }
}
