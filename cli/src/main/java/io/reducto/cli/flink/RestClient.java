package io.reducto.cli.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON over HTTP with time-outs for connecting and for the whole answer. */
final class RestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 1000;
    private static final Pattern FRAME = Pattern.compile("\\s+at |\\s*\\.\\.\\. |End of exception");

    private final HttpClient http;
    private final URI base;
    private final Duration total;

    RestClient(URI base, Duration connect, Duration total) {
        this.base = base;
        this.total = total;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connect)
                        .build();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), total);
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                total);
    }

    void patch(String path) throws IOException, InterruptedException {
        send(request(path).method("PATCH", BodyPublishers.noBody()).build(), total);
    }

    /** A file as the one part of a form; {@code patience} holds for all of it. */
    JsonNode upload(String path, Path file, Duration patience)
            throws IOException, InterruptedException {
        String boundary = "reducto-" + UUID.randomUUID();
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                                .formatted(boundary, file.getFileName())
                        + "Content-Type: application/x-java-archive\r\n\r\n";
        BodyPublisher body =
                BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(file),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(body)
                        .build(),
                patience);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    /** The JDK's own time-out ends with the headers; this one holds for the body, too. */
    private JsonNode send(HttpRequest request, Duration patience)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return json(request.uri(), answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw failure(request, "no answer within %d ms".formatted(patience.toMillis()), e);
        } catch (ExecutionException e) {
            throw failure(request, reason(Objects.requireNonNullElse(e.getCause(), e)), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static FlinkRestException failure(HttpRequest request, String why, Exception cause) {
        FlinkRestException failure =
                new FlinkRestException(request.uri(), FlinkRestException.NO_STATUS, why);
        failure.initCause(cause);
        return failure;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static JsonNode json(URI uri, HttpResponse<byte[]> response) throws IOException {
        byte[] body = response.body();
        if (response.statusCode() / 100 != 2) {
            String answer = text(body);
            throw new FlinkRestException(
                    uri,
                    response.statusCode(),
                    shortened(answer.lines().distinct().collect(Collectors.joining(" | "))),
                    answer);
        }
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new FlinkRestException(
                    uri, response.statusCode(), "no JSON: " + shortened(text(body)));
        }
    }

    /**
     * Flink wraps messages and stack traces in {@code {"errors": […]}}; of the latter, what was
     * thrown is kept and from where is not.
     */
    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode errors = JSON.readTree(body).path("errors");
            if (errors.isArray()) {
                text =
                        StreamSupport.stream(errors.spliterator(), false)
                                .flatMap(error -> error.asText().lines())
                                .filter(line -> !FRAME.matcher(line).lookingAt())
                                .collect(Collectors.joining(System.lineSeparator()));
            }
        } catch (IOException e) {
            // not from Flink; as it is
        }
        return text.strip();
    }

    /** Beginning and end: in a chain of causes the last is the reason. */
    private static String shortened(String text) {
        int half = EXCERPT / 2;
        return text.length() > EXCERPT
                ? text.substring(0, half) + " … " + text.substring(text.length() - half)
                : text;
    }
}
