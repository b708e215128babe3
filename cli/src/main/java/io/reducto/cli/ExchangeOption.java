package io.reducto.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Which clone, and how long its remote may not answer. */
final class ExchangeOption extends MemoryOption {
    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long to try again while the remote does not answer; then everything is kept in the clone. Default: ${DEFAULT-VALUE}.")
    private long patienceSeconds = 120;

    @Override
    Duration patience() {
        return Duration.ofSeconds(Math.max(0, patienceSeconds));
    }
}
