package io.reducto.cli;

import io.reducto.cli.publish.Brokers;
import io.reducto.cli.publish.CommitWatch;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.publish.Published;
import io.reducto.cli.publish.RejectionTopic;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Whether, where and how long {@code reducto publish} waits for commits. */
final class PublishWaitOptions {
    private static final Duration PAUSE = Duration.ofMillis(300);

    @Option(
            names = "--wait",
            description = {
                "Return when commits hold everything that was sent; fail when it is rejected.",
                "Reads the repository, so that -r is needed. Lines are printed when their version is committed."
            })
    private boolean isWaiting;

    @Option(
            names = {"-r", "--repository"},
            split = ",",
            defaultValue = "${env:REDUCTO_REPOSITORY}",
            paramLabel = "URI",
            description =
                    "For --wait: a metadata volume of the repository. Default: the variable REDUCTO_REPOSITORY.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--rejected",
            defaultValue = "rejected",
            paramLabel = "TOPIC",
            description = "For --wait: where rejections are told. Default: ${DEFAULT-VALUE}.")
    private String rejected = "";

    @Option(
            names = "--timeout",
            defaultValue = "600",
            paramLabel = "SECONDS",
            description = "For --wait: how long, after all is sent. Default: ${DEFAULT-VALUE}.")
    private long timeoutSeconds;

    /** Told of what is done, with its commit if that was waited for. */
    interface Listener {
        void done(Published published, OptionalLong commit);
    }

    /** To be opened before anything is sent, so that no rejection is missed. */
    Waiting begin(Brokers brokers, Listener listener)
            throws ObjectStoreException, PublishException {
        if (!isWaiting) {
            return new Waiting(Optional.empty(), Duration.ZERO, listener);
        }
        if (addresses == null || addresses.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--wait reads the repository: name one of its metadata volumes with -r");
        }
        RepositoryVolumes volumes = RepositoryAddress.parse(addresses).open(ObjectStores::open);
        try {
            RejectionTopic topic =
                    RejectionTopic.openAtEnd(
                            brokers.bootstrapServers(), rejected, brokers.settings());
            CommitWatch watch =
                    new CommitWatch(
                            volumes,
                            topic,
                            (published, entry) ->
                                    listener.done(published, OptionalLong.of(entry.commit())));
            return new Waiting(
                    Optional.of(new Watching(volumes, topic, watch)),
                    Duration.ofSeconds(timeoutSeconds),
                    listener);
        } catch (PublishException | RuntimeException e) {
            volumes.close();
            throw e;
        }
    }

    private record Watching(RepositoryVolumes volumes, RejectionTopic topic, CommitWatch watch) {}

    /** What is waited for; nothing without {@code --wait}. */
    record Waiting(Optional<Watching> watching, Duration patience, Listener listener)
            implements AutoCloseable {
        void published(Published published) {
            watching.ifPresentOrElse(
                    watched -> watched.watch().add(published),
                    () -> listener.done(published, OptionalLong.empty()));
        }

        void await(Consumer<String> progress)
                throws IOException, ObjectStoreException, PublishException {
            if (watching.isEmpty()) {
                return;
            }
            CommitWatch watch = watching.get().watch();
            int[] told = {-1};
            watch.await(
                    patience,
                    PAUSE,
                    () -> {
                        if (told[0] != watch.done()) {
                            told[0] = watch.done();
                            progress.accept("committed %d of %d".formatted(told[0], watch.total()));
                        }
                    });
        }

        @Override
        public void close() throws ObjectStoreException {
            if (watching.isPresent()) {
                watching.get().topic().close();
                watching.get().volumes().close();
            }
        }
    }
}
