package io.reducto.cli;

import io.reducto.memory.sync.MergeDriver;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reducto memory merge-driver}: Git runs it. */
@Command(
        name = "merge-driver",
        description =
                "Joins one file of which Git has two versions; Git runs it, as init has told it.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample, in .git/config:",
            "  [merge \"reducto-memory\"]",
            "      driver = reducto memory merge-driver %%O %%A %%B %%P"
        })
final class MemoryMergeDriverCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BASE", description = "The common ancestor.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "OURS", description = "Ours; gets the result.")
    private Path ours = Path.of("");

    @Parameters(index = "2", paramLabel = "THEIRS", description = "Theirs.")
    private Path theirs = Path.of("");

    @Parameters(index = "3", paramLabel = "PATH", description = "Where the file stands.")
    private String path = "";

    @Override
    public Integer call() throws Exception {
        new MergeDriver(base, ours, theirs, path).run(Path.of("").toAbsolutePath());
        return ExitCode.OK.code();
    }
}
