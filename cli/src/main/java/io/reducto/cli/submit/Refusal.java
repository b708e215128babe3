package io.reducto.cli.submit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a job's main method said against itself, found in the stack traces around it. */
final class Refusal {
    /** The job's checks; several lines where several things are wrong. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    "RefusedException: (refused: .*?)(?=\\RCaused by: |\\R?+\\z)", Pattern.DOTALL);

    /** Options that the job does not know. */
    private static final Pattern OPTIONS =
            Pattern.compile("picocli\\.CommandLine\\$\\w*Exception: (.*)");

    private Refusal() {}

    /**
     * The reason in {@code answer}, Flink's to a submission; empty when it is none of the job's.
     */
    static Optional<String> in(String answer) {
        Matcher refused = REFUSED.matcher(answer);
        if (refused.find()) {
            return Optional.of("the job is " + refused.group(1));
        }
        Matcher options = OPTIONS.matcher(answer);
        return options.find()
                ? Optional.of("the job does not take its options: " + options.group(1))
                : Optional.empty();
    }
}
