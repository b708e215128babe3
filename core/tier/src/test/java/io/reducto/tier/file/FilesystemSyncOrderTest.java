package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system calls of a put, in their order: what survives a power failure depends on it. */
@RequiresTool("strace")
class FilesystemSyncOrderTest {
    @TempDir Path folder;

    @Test
    void syncsTheFileThenLinksThenSyncsTheFolder() throws Exception {
        String root = folder.toRealPath().resolve("v").toString();
        FilesystemObjectStore.create(URI.create("file://" + root)).close();
        List<String> calls = trace(root);

        Calls put = new Calls(calls);
        int madeFolder = put.next("mkdir(\"" + root + "/packs,\"");
        put.next("fsync(", "<" + root + ">)");
        put.next("mkdir(\"" + root + "/packs,/6a,\"");
        put.next("fsync(", "<" + root + "/packs,>)");
        int linked = put.next("link(", "\"" + root + "/packs,/6a,/o\") = 0");
        String temporary = calls.get(linked).split("\"", -1)[1];
        int syncedFile = new Calls(calls).next("fsync(", "<" + temporary + ">)");
        assertThat(syncedFile).isLessThan(madeFolder);
        put.next("fsync(", "<" + root + "/packs,/6a,>) = 0");
        put.next("unlink(\"" + temporary + "\") = 0");

        put.next("link(", "\"" + root + "/packs,/6a,/o\") = -1 EEXIST");
        put.next("fsync(", "<" + root + "/packs,/6a,>) = 0");
        put.next("unlink(\"" + root + "/packs,/6a,/o\") = 0");
        put.next("fsync(", "<" + root + "/packs,/6a,>) = 0");
    }

    private List<String> trace(String root) throws Exception {
        Path log = folder.resolve("strace.log");
        List<String> strace =
                List.of(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-y",
                        "-s",
                        "4096",
                        "-e",
                        "trace=fsync,link,linkat,unlink,mkdir",
                        "-o",
                        log.toString());
        try (ChildJvm child = ChildJvm.start(strace, Scenario.class, "file://" + root)) {
            assertThat(child.rest()).containsExactly("done");
        }
        return Files.readAllLines(log);
    }

    /** Finds one call after the other. */
    private static final class Calls {
        private final List<String> calls;
        private int at;

        Calls(List<String> calls) {
            this.calls = calls;
        }

        int next(String... parts) {
            for (; at < calls.size(); at++) {
                String call = calls.get(at);
                if (List.of(parts).stream().allMatch(call::contains)) {
                    return at++;
                }
            }
            throw new AssertionError(
                    "not found in order: " + List.of(parts) + " in\n" + String.join("\n", calls));
        }
    }

    /** Puts an object, is refused a second one of that name, deletes it. */
    static final class Scenario {
        private Scenario() {}

        public static void main(String[] arguments) throws Exception {
            ObjectName name = ObjectName.of("packs/6a/o");
            try (ObjectStore store = FilesystemObjectStore.open(URI.create(arguments[0]))) {
                store.putIfAbsent(name, ByteBuffer.allocate(100));
                try {
                    store.putIfAbsent(name, ByteBuffer.allocate(100));
                } catch (ObjectExistsException expected) {
                    store.delete(name);
                    System.out.println("done");
                }
            }
        }
    }
}
