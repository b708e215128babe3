package io.reducto.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reducto.architecture.Reactor;
import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.integration.MemoryTeam.Running;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own scripts of {@code src/test/sh} in namespaces of their own, where they may mount disks and
 * lose packets. Whoever is not root is root in there.
 */
final class Isolated {
    private static final int CANNOT = 77;

    private Isolated() {}

    /** The command that runs {@code script} with {@code arguments}. */
    static List<String> script(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!System.getProperty("user.name").equals("root")) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("--net", "--mount", "--pid", "--fork", "--kill-child"));
        command.add("--mount-proc");
        command.add(
                Reactor.root().resolve("integration-tests/src/test/sh").resolve(script).toString());
        command.addAll(arguments);
        return command;
    }

    /** Runs it, and skips the test where the machine has no such namespaces or no such network. */
    static Ended run(Running running) throws Exception {
        Ended ended = running.finish();
        boolean canNot = ended.code() == CANNOT || ended.output().startsWith("unshare: ");
        assumeTrue(!canNot, ended.output());
        return ended;
    }
}
