package io.reducto.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code git daemon} on the loopback: all repositories of a folder, to read and to push to. */
final class GitDaemon implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Process process;
    private final int port;

    private GitDaemon(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Serves {@code folder}; clients that come before it listens are refused and may try again. */
    static GitDaemon serve(Path folder) throws IOException {
        int port = LocalClusterFixture.freePorts(1).rest();
        List<String> command =
                List.of(
                        "git",
                        "daemon",
                        "--listen=" + HOST,
                        "--port=" + port,
                        "--base-path=" + folder,
                        "--export-all",
                        "--enable=receive-pack",
                        "--reuseaddr");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return new GitDaemon(process, port);
    }

    /** Where the repository {@code name} of the folder is. */
    String address(String name) {
        return "git://%s:%d/%s".formatted(HOST, port, name);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
