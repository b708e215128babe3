package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the n-th system call of a kind fails; strace makes it fail. */
@RequiresTool("strace")
class FilesystemFaultTest {
    private static final String NO_FAULT = "fsync:delay_enter=1:when=1";

    @TempDir Path root;

    @Test
    void aFileSystemThatCannotKeepTheContractIsRefused() throws Exception {
        for (String fault : List.of("link:error=EPERM:when=1", "fsync:error=EINVAL:when=1")) {
            assertThat(run(fault))
                    .singleElement()
                    .asString()
                    .contains(": create: expected a file system with modes, hard links that never")
                    .contains("put the volume on another file system");
            assertThat(root.resolve(".volume")).doesNotExist();
        }
        assertThat(run("link:retval=0:when=2").get(0)).contains("a link that replaced another");
        assertThat(run(NO_FAULT).get(0)).isEqualTo("stored");
    }

    // Per process: 1 for the check of the file system, then those of the put.
    @Test
    void aFileThatCannotBeSyncedIsNotNamed() throws Exception {
        FilesystemObjectStore.create(root.toUri()).close();
        List<String> outcome = run("fsync:error=EIO:when=2");
        assertThat(outcome.get(0)).contains("stored durably, found Input/output error");
        assertThat(outcome.get(1)).isEqualTo("0 objects, 0 temporary files");
        assertThat(outcome.get(2)).isEqualTo("stored");
    }

    @Test
    void aNameThatCannotBeSyncedIsNotAcknowledged() throws Exception {
        FilesystemObjectStore.create(root.toUri()).close();
        List<String> outcome = run("fsync:error=EIO:when=3");
        assertThat(outcome.get(0)).contains("stored durably, found Input/output error");
        assertThat(outcome.get(1)).isEqualTo("1 objects, 0 temporary files");
        assertThat(outcome.get(2)).contains("putIfAbsent o: expected no object of that name");
    }

    @Test
    void anObjectIsNotSaidToExistBeforeItsNameIsDurable() throws Exception {
        FilesystemObjectStore.create(root.toUri()).close();
        assertThat(run(NO_FAULT).get(0)).isEqualTo("stored");
        List<String> outcome = run("fsync:error=EIO:when=3");
        assertThat(outcome.get(0)).contains("stored durably, found Input/output error");
        assertThat(outcome.get(2)).contains("expected no object of that name");
    }

    @Test
    void theRightSystemCallIsHit() throws Exception {
        FilesystemObjectStore.create(root.toUri()).close();
        assertThat(run("fsync:error=EIO:when=4").get(0)).isEqualTo("stored");
    }

    private List<String> run(String fault) throws IOException {
        List<String> strace =
                List.of(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-e",
                        "trace=" + fault.substring(0, fault.indexOf(':')),
                        "-e",
                        "inject=" + fault,
                        "-o",
                        "/dev/null");
        try (ChildJvm child = ChildJvm.start(strace, Scenario.class, root.toString())) {
            return child.rest();
        }
    }

    /** Makes the volume unless there is one, puts an object twice, says what came of it. */
    static final class Scenario {
        private Scenario() {}

        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            try (ObjectStore store = open(root)) {
                put(store);
                System.out.printf(
                        "%d objects, %d temporary files%n",
                        store.list("", "").objects().size(), temporaryFiles(root));
                put(store);
            } catch (ObjectStoreException e) {
                System.out.println(e.getMessage());
            }
        }

        private static ObjectStore open(Path root) throws ObjectStoreException {
            URI uri = URI.create("file://" + root);
            return Files.exists(root.resolve(".volume"))
                    ? FilesystemObjectStore.open(uri)
                    : FilesystemObjectStore.create(uri);
        }

        private static void put(ObjectStore store) {
            try {
                store.putIfAbsent(ObjectName.of("o"), ByteBuffer.allocate(1));
                System.out.println("stored");
            } catch (ObjectStoreException e) {
                System.out.println(e.getMessage());
            }
        }

        private static long temporaryFiles(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root.resolve(".tmp"))) {
                return files.filter(f -> Files.isRegularFile(f) && !f.endsWith("lock")).count();
            }
        }
    }
}
