package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.cli.quickstart.QuickstartDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no cluster: options, and the folder. */
class QuickstartCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void home() {
        System.setProperty("reducto.home", folder.resolve("home").toString());
    }

    @AfterEach
    void noHome() {
        System.clearProperty("reducto.home");
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
        Path precious = Files.createFile(folder.resolve("precious"));
        assertThat(run("quickstart", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("holds something that no quickstart has made");
        assertThat(run("quickstart", "--dir", folder.toString(), "--fresh")).isEqualTo(1);
        assertThat(precious).exists();
    }

    @Test
    void aSecondRunSaysWhatToDoAndFreshBeginsAnew() throws Exception {
        String dir = folder.resolve("q").toString();
        Path input = Files.createDirectory(folder.resolve("input"));
        String[] arguments = {"quickstart", "--dir", dir, "--input", input.toString()};
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString()).contains("holds no version");
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString())
                .contains("an earlier quickstart is in " + dir)
                .contains("--fresh");
        assertThat(run("quickstart", "--dir", dir, "--input", input.toString(), "--fresh"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("deleting").contains("holds no version");
    }

    @Test
    void whatItSaysToTypeNextIsForTheSameFolder() {
        Path root = folder.resolve("it's here");
        assertThat(again(root, "quickstart", "--input", "in", "--port-base", "19000", "--fresh"))
                .containsExactly(
                        "quickstart",
                        "--input",
                        "in",
                        "--port-base",
                        "19000",
                        "--fresh",
                        "--dir",
                        root.toString());
        assertThat(again(root, "quickstart", "--dir=q", "--stop"))
                .containsExactly("quickstart", "--dir=q", "--stop", "--fresh");
    }

    private static List<String> again(Path root, String... arguments) {
        QuickstartCommand command =
                (QuickstartCommand)
                        Reducto.commandLine(
                                        new PrintWriter(new StringWriter()),
                                        new PrintWriter(new StringWriter()))
                                .parseArgs(arguments)
                                .subcommand()
                                .commandSpec()
                                .userObject();
        return command.again(new QuickstartDirectory(root));
    }

    @Test
    void wrongOptionsAreTold() {
        assertThat(run("quickstart", "--slots", "0")).isEqualTo(2);
        assertThat(run("quickstart", "--nonsense")).isEqualTo(2);
        assertThat(run("submit")).isEqualTo(2);
        assertThat(run("submit", "ingest", "-r", "x", "--partitions", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("partitions: expected 1 or more");
        assertThat(run("quickstart", "--help")).isZero();
        assertThat(out.toString()).contains("--input", "--fresh", "--stop", "--port-base");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Reducto.commandLine(new PrintWriter(out), new PrintWriter(err, true))
                .execute(arguments);
    }
}
