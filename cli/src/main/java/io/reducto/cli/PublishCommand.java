package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.cli.publish.Brokers;
import io.reducto.cli.publish.Content;
import io.reducto.cli.publish.ContentList;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.publish.Published;
import io.reducto.cli.publish.Publisher;
import io.reducto.schemas.segment.UploadId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto publish}: files and streams to the topic that an ingest job reads. */
@Command(
        name = "publish",
        description = {
            "Sends files, the files of folders, or standard input to the topic of an ingest job.",
            "Done means that the brokers have it; it is stored when an ingest job has committed it, for which --wait waits.",
            "What is interrupted is given up by the job; publish it again."
        },
        footer = {
            "%nExamples:",
            "  reducto publish --data-set builds --version 1.2 tool.tar",
            "  reducto publish --data-set backups --version 2026-11-21 /srv/backup",
            "  pg_dump shop | reducto publish --data-set db --object shop --version 117 -",
            "  reducto publish --data-set builds --version 1.2 --json out/ | jq .blake3",
            "  reducto publish --wait -r /srv/v1 --data-set builds --version 1.2 tool.tar"
        })
final class PublishCommand implements Callable<Integer> {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    @Mixin private Output output = new Output();
    @Mixin private PublishWaitOptions waitOptions = new PublishWaitOptions();

    // Not the standard help options: here --version is that of the object.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean isHelp;

    @Option(
            names = "--data-set",
            required = true,
            paramLabel = "NAME",
            description = "The data set, whose policy says how objects are kept.")
    private String dataSet = "";

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = {
                "The version of all objects that are sent; any text.",
                "It is published once: the same content again changes nothing, other content is rejected."
            })
    private String version = "";

    @Option(
            names = "--object",
            paramLabel = "NAME",
            description =
                    "Name of the object. Default: that of the file, in a folder its path there.")
    private @Nullable String object;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            defaultValue = "${env:REDUCTO_BOOTSTRAP_SERVERS:-localhost:9092}",
            paramLabel = "HOST:PORT,...",
            description =
                    "Brokers. Default: the variable REDUCTO_BOOTSTRAP_SERVERS, or localhost:9092.")
    private String bootstrapServers = "";

    @Option(
            names = "--topic",
            defaultValue = "segments",
            paramLabel = "NAME",
            description = "The topic. Default: ${DEFAULT-VALUE}.")
    private String topic = "";

    @Option(
            names = "-X",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of Kafka's producer, such as security.protocol=SSL or compression.type=lz4; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders, or - for standard input.")
    private List<String> paths = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try {
            ContentList contents = new ContentList(paths, Optional.ofNullable(object));
            contents.checkNames();
            long total = check(contents);
            Brokers brokers = new Brokers(bootstrapServers, topic, settings);
            Producer<byte[], byte[]> producer = brokers.connect();
            try (PublishWaitOptions.Waiting waiting = waitOptions.begin(brokers, this::print)) {
                send(contents, producer, waiting, total);
                waiting.await(line -> output.note("reducto: " + line));
            } finally {
                producer.close(CLOSE_TIMEOUT);
            }
            return ExitCode.OK.code();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (PublishException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Refuses names that no upload can have, before anything is sent; adds up the lengths. */
    private long check(ContentList contents)
            throws IOException, PublishException, InterruptedException {
        long[] total = {0};
        contents.forEach(
                content -> {
                    upload(content);
                    total[0] += content.lengthNow();
                },
                path -> output.note("reducto: %s is no regular file: left out".formatted(path)));
        return total[0];
    }

    private void send(
            ContentList contents,
            Producer<byte[], byte[]> producer,
            PublishWaitOptions.Waiting waiting,
            long total)
            throws IOException, PublishException, InterruptedException {
        try (Progress progress = output.progress("publish", total)) {
            Publisher publisher =
                    new Publisher(producer, topic, progress::step, waiting::published);
            contents.forEach(
                    content -> publisher.publish(upload(content), content, System.in), path -> {});
            publisher.flush();
        }
    }

    private UploadId upload(Content content) {
        try {
            return new UploadId(dataSet, content.object(), version, UUID.randomUUID().toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(content + ": " + e.getMessage(), e);
        }
    }

    private void print(Published published, OptionalLong commit) {
        UploadId upload = published.upload();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataSet", upload.dataSet());
        fields.put("object", upload.object());
        fields.put("version", upload.version());
        fields.put("upload", upload.upload());
        fields.put("bytes", published.bytes());
        fields.put("segments", published.segments());
        fields.put("blake3", published.blake3());
        fields.put("sha256", published.sha256());
        fields.put("partition", published.place().partition());
        fields.put("firstOffset", published.place().firstOffset());
        fields.put("lastOffset", published.place().lastOffset());
        commit.ifPresent(number -> fields.put("commit", number));
        output.line(
                "%s/%s@%s: %d bytes, BLAKE3 %s, partition %d, offsets %d to %d%s"
                        .formatted(
                                upload.dataSet(),
                                upload.object(),
                                upload.version(),
                                published.bytes(),
                                published.blake3(),
                                published.place().partition(),
                                published.place().firstOffset(),
                                published.place().lastOffset(),
                                commit.isPresent() ? ", commit " + commit.getAsLong() : ""),
                fields);
        if (output.isJson()) {
            // A program may follow along; that it has gone away is no reason to stop.
            output.flush();
        }
    }
}
