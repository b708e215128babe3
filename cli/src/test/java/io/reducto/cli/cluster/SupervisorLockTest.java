package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorLockTest {
    @TempDir Path folder;

    @Test
    void itIsTakenFromCollectionToDeath() throws Exception {
        Path file = folder.resolve("lock");
        assertThat(SupervisorLock.isTaken(file)).isFalse();
        Process holder =
                new ProcessBuilder(JavaProcess.of(Holder.class, file.toString()))
                        .redirectErrorStream(true)
                        .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("true");
        assertThat(SupervisorLock.isTaken(file)).isTrue();
        assertThat(SupervisorLock.take(file)).isFalse();

        holder.destroyForcibly();
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(SupervisorLock.isTaken(file)).isFalse();
    }

    /** Takes the lock and lets the collector look for what nobody needs. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            boolean isTaken = SupervisorLock.take(Path.of(arguments[0]));
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(20);
            }
            System.out.println(isTaken);
            Thread.sleep(60_000);
        }
    }
}
