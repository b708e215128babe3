package io.reducto.integration;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code git http-backend} on the loopback, for whoever says the name and the password. */
final class GitOverHttp implements AutoCloseable {
    static final String NAME = "team";
    static final String PASSWORD = "changeme";
    private static final int END_OF_LINE = '\n';

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Serves the repositories of {@code folder}. */
    GitOverHttp(Path folder) throws IOException {
        this(folder, PASSWORD);
    }

    /** Serves the repositories of {@code folder} to {@link #NAME} with this password. */
    GitOverHttp(Path folder, String expected) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(folder, exchange))
                .setAuthenticator(
                        new BasicAuthenticator("memories") {
                            @Override
                            public boolean checkCredentials(String name, String password) {
                                return name.equals(NAME) && password.equals(expected);
                            }
                        });
        server.start();
    }

    /** Where the repository {@code name} is. */
    String address(String name) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
    }

    private static void serve(Path folder, HttpExchange exchange) throws IOException {
        ProcessBuilder backend =
                new ProcessBuilder("git", "http-backend")
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = backend.environment();
        environment.put("GIT_PROJECT_ROOT", folder.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", exchange.getPrincipal().getUsername());
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", header(exchange.getRequestURI().getQuery()));
        putHeader(environment, "CONTENT_TYPE", exchange, "Content-Type");
        putHeader(environment, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
        putHeader(environment, "HTTP_GIT_PROTOCOL", exchange, "Git-Protocol");
        Process process = backend.start();
        try (OutputStream to = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(to);
        }
        try (InputStream from = process.getInputStream()) {
            exchange.sendResponseHeaders(takeHeaders(from, exchange), 0);
            from.transferTo(exchange.getResponseBody());
        }
        exchange.close();
    }

    private static void putHeader(
            Map<String, String> environment, String name, HttpExchange exchange, String header) {
        environment.put(name, header(exchange.getRequestHeaders().getFirst(header)));
    }

    private static String header(String value) {
        return Optional.ofNullable(value).orElse("");
    }

    /** Passes on what CGI says before its empty line; answers the status. */
    private static int takeHeaders(InputStream from, HttpExchange exchange) throws IOException {
        int status = HttpURLConnection.HTTP_OK;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (name.equals("Status")) {
                status = Integer.parseInt(value.split(" ", 2)[0]);
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        return status;
    }

    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c >= 0 && c != END_OF_LINE; c = from.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
