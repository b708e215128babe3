package io.reducto.cli.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that says what it was told to; a real cluster is in integration-tests. */
@Timeout(30)
class FlinkRestTest {
    private record Answer(int status, String body) {}

    @TempDir Path folder;

    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private ExecutorService executor;
    private HttpServer server;
    private FlinkRest rest;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor = Executors.newCachedThreadPool();
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
        rest = new FlinkRest(base(), Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void stopPollsUntilTheSavepointIsThere() throws Exception {
        given("POST /jobs/ab/stop", 202, "{\"request-id\":\"r1\"}");
        given("GET /jobs/ab/savepoints/r1", 200, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");
        given(
                "GET /jobs/ab/savepoints/r1",
                200,
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/sp\"}}");

        assertThat(rest.stop("ab", Optional.of("file:///s"), false, Duration.ofSeconds(10)))
                .isEqualTo("file:/sp");
        assertThat(requests)
                .containsExactly(
                        "POST /jobs/ab/stop {\"drain\":false,\"targetDirectory\":\"file:///s\"}",
                        "GET /jobs/ab/savepoints/r1 ",
                        "GET /jobs/ab/savepoints/r1 ");
    }

    @Test
    void aFailedSavepointSaysWhy() {
        given("POST /jobs/ab/savepoints", 202, "{\"request-id\":\"r1\"}");
        given(
                "GET /jobs/ab/savepoints/r1",
                200,
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":"
                        + "{\"stack-trace\":\"CheckpointException: no\\n\\tat a.B.c(B.java:1)\"}}}");

        assertThatThrownBy(() -> rest.savepoint("ab", Optional.empty(), Duration.ofSeconds(10)))
                .isInstanceOf(FlinkRestException.class)
                .hasMessageContaining("CheckpointException: no")
                .hasMessageNotContaining("B.java");
    }

    @Test
    void aSavepointThatTakesTooLongIsTold() {
        given("POST /jobs/ab/savepoints", 202, "{\"request-id\":\"r1\"}");
        given("GET /jobs/ab/savepoints/r1", 200, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");

        assertThatThrownBy(() -> rest.savepoint("ab", Optional.empty(), Duration.ofMillis(10)))
                .isInstanceOf(FlinkRestException.class)
                .hasMessageContaining("not complete after PT0.01S");
    }

    @Test
    void errorsNameUrlStatusAndWhatFlinkSays() {
        given("GET /jobs/ab", 404, "{\"errors\":[\"not found\",\"Job ab not found\"]}");
        assertThatThrownBy(() -> rest.job("ab"))
                .isInstanceOfSatisfying(
                        FlinkRestException.class, e -> assertThat(e.status()).isEqualTo(404))
                .hasMessageContaining(base() + "jobs/ab: status 404")
                .hasMessageContaining("Job ab not found");

        given("GET /overview", 502, "<html>" + "x".repeat(5000));
        assertThatThrownBy(() -> rest.overview())
                .hasMessageContaining("status 502: <html>x")
                .message()
                .hasSizeLessThan(1200);

        given("GET /jobs/overview", 200, "<html>");
        assertThatThrownBy(() -> rest.jobs()).hasMessageContaining("no JSON: <html>");
    }

    @Test
    void silenceAndAbsenceAreErrorsInTime() throws Exception {
        given("GET /overview", -1, "{"); // headers, and never the rest of the body
        assertThatThrownBy(() -> rest.overview())
                .isInstanceOf(FlinkRestException.class)
                .hasMessageContaining("no answer within 1500 ms");

        server.stop(0);
        assertThatThrownBy(() -> rest.overview())
                .isInstanceOfSatisfying(
                        FlinkRestException.class,
                        e -> assertThat(e.status()).isEqualTo(FlinkRestException.NO_STATUS))
                .hasMessageContaining("overview");
    }

    @Test
    void aJarIsOnePartOfAForm() throws Exception {
        Path jar = folder.resolve("a job.jar");
        Files.writeString(jar, "bytes of a jar");
        given("POST /jars/upload", 200, "{\"filename\":\"/web/1234_a job.jar\"}");
        given("POST /jars/1234_a%20job.jar/run", 200, "{\"jobid\":\"ab\"}");

        String id = rest.upload(jar);
        assertThat(id).isEqualTo("1234_a job.jar");
        assertThat(requests.get(0)).contains("name=\"jarfile\"").contains("bytes of a jar\r\n--");
        assertThat(
                        rest.run(
                                id,
                                new FlinkRest.Run(
                                        "a.Main",
                                        List.of("-x", "1"),
                                        3,
                                        Optional.of("file:/sp"),
                                        Map.of("k", "v"))))
                .isEqualTo("ab");
        assertThat(requests.get(1))
                .endsWith(
                        "{\"entryClass\":\"a.Main\",\"programArgsList\":[\"-x\",\"1\"],\"parallelism\":3,"
                                + "\"savepointPath\":\"file:/sp\",\"flinkConfiguration\":{\"k\":\"v\"}}");
    }

    private URI base() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    private void given(String request, int status, String body) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    /** The answers in order, the last again and again. */
    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(request + " " + new String(body, StandardCharsets.UTF_8));
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        Answer answer =
                left.size() > 1
                        ? left.remove()
                        : Optional.ofNullable(left.peek())
                                .orElse(new Answer(500, "nothing given for " + request));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() < 0) {
            exchange.sendResponseHeaders(200, bytes.length + 100L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            awaitEnd();
        } else {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
