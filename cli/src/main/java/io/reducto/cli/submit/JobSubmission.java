package io.reducto.cli.submit;

import io.reducto.cli.flink.FlinkRest;
import io.reducto.cli.flink.FlinkRestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A job of ours to be run.
 *
 * @param entry class with its main method
 * @param arguments of that
 * @param parallelism 0 for all slots of the cluster
 * @param savepoint where it begins
 */
public record JobSubmission(
        String entry, List<String> arguments, int parallelism, Optional<String> savepoint) {
    private static final String JAR = "jobs/target/reducto-jobs.jar";
    private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "SUSPENDED");
    private static final long POLL_MS = 200;

    /** Copies the list. */
    public JobSubmission {
        arguments = List.copyOf(arguments);
    }

    /** The jar of all jobs in an installation whose folder is {@code home}. */
    public static Path jar(Path home) throws SubmissionException {
        Path jar = home.resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            throw new SubmissionException(
                    "%s is missing: build it with ./mvnw package".formatted(jar));
        }
        return jar;
    }

    /**
     * Hands it to the cluster.
     *
     * @return the job's id
     * @throws SubmissionException the job refuses; the message says why and what to do
     */
    public String submit(FlinkRest rest, Path jar) throws IOException, InterruptedException {
        int slots = parallelism == 0 ? rest.overview().slotsTotal() : parallelism;
        if (slots == 0) {
            throw new SubmissionException(
                    "the cluster has no slots: start a TaskManager, 'reducto cluster status' shows them");
        }
        String uploaded = rest.upload(jar);
        try {
            return rest.run(
                    uploaded, new FlinkRest.Run(entry, arguments, slots, savepoint, Map.of()));
        } catch (FlinkRestException e) {
            Optional<String> refusal = Refusal.in(e.answer());
            throw refusal.isPresent() ? new SubmissionException(refusal.get(), e) : e;
        }
    }

    /** Returns when every task of the job runs, or a bounded one has ended well. */
    public static void awaitRunning(FlinkRest rest, String job, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        FlinkRest.JobDetails details = rest.job(job);
        while (!details.isFullyRunning() && !details.job().state().equals("FINISHED")) {
            String state = details.job().state();
            boolean isLate = System.nanoTime() - deadline > 0;
            if (isLate || ENDED.contains(state)) {
                throw new SubmissionException(
                        "job %s does not run%s, it is %s%s"
                                .formatted(
                                        job,
                                        isLate ? " after %d s".formatted(patience.toSeconds()) : "",
                                        state,
                                        failure(rest, job)));
            }
            Thread.sleep(POLL_MS);
            details = rest.job(job);
        }
    }

    private static String failure(FlinkRest rest, String job)
            throws IOException, InterruptedException {
        return rest.lastFailure(job)
                .flatMap(trace -> trace.lines().findFirst())
                .map(": "::concat)
                .orElse("; the cluster may lack slots, its dashboard shows them");
    }
}
