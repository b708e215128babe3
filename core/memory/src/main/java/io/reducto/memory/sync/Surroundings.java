package io.reducto.memory.sync;

import io.reducto.memory.git.Backoff;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Where Git, time and chance come from, and how long a command waits.
 *
 * @param git runs Git in a folder
 * @param clock tells the time of writes and commits
 * @param backoff waits between attempts
 * @param patience how long a remote may not answer before what is known is kept here
 */
public record Surroundings(
        Function<Path, Git> git, InstantSource clock, Backoff.Source backoff, Duration patience) {
    /** Those of this machine. */
    public static Surroundings system(RandomGenerator random, Duration patience) {
        return new Surroundings(
                GitProgram::new,
                InstantSource.system(),
                new Backoff.Source(random, TimeUnit.NANOSECONDS::sleep, System::nanoTime),
                patience);
    }
}
