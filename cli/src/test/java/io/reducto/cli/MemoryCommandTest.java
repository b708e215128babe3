package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a memory on a real clone with a real remote. */
class MemoryCommandTest {
    private static final List<String> EXCHANGING =
            List.of("init", "backup", "sync", "rm", "merge", "retire");
    private static final String TEA = "{\"id\":\"tea\",\"text\":\"at four\"}";

    @TempDir Path folder;

    private Path clone;
    private Path client;
    private String out = "";
    private String err = "";

    @BeforeEach
    void aClone() throws Exception {
        clone = folder.resolve("laptop");
        client = folder.resolve("notes.json");
        git(folder, "init", "-q", "--bare", "team.git");
        git(folder, "clone", "-q", "team.git", "laptop");
    }

    private static void git(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("%s", command).isZero();
    }

    private int memory(String... arguments) {
        List<String> all = new ArrayList<>(List.of("memory"));
        all.addAll(List.of(arguments));
        all.addAll(1 + 1, List.of("-C", clone.toString()));
        if (EXCHANGING.contains(arguments[0])) {
            all.addAll(1 + 1, List.of("--patience", "0"));
        }
        StringWriter written = new StringWriter();
        StringWriter said = new StringWriter();
        int code =
                Reducto.commandLine(new PrintWriter(written), new PrintWriter(said))
                        .execute(all.toArray(String[]::new));
        out = written.toString();
        err = said.toString();
        return code;
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void aClientsEntriesComeAndGo() throws Exception {
        assertThat(memory("init", "--client", client.toString())).isZero();
        assertThat(err).contains("this clone is ");
        Files.writeString(client, "[" + TEA + "]");
        assertThat(memory("backup", "--json")).isZero();
        assertThat(json().get("added").asInt()).isEqualTo(1);
        assertThat(json().get("delivery").asText()).isEqualTo("pushed");
        assertThat(memory("show")).isZero();
        assertThat(out).isEqualTo("default/tea  " + TEA + System.lineSeparator());
        assertThat(memory("show", "default/tea")).isZero();
        assertThat(out).startsWith("shown ").contains(TEA);
        assertThat(memory("show", "--replicas")).isZero();
        assertThat(out).contains("this clone");
        assertThat(memory("rm", "default/tea")).isZero();
        assertThat(memory("show")).isZero();
        assertThat(out).isEmpty();
        assertThat(memory("verify", "--json")).isZero();
        assertThat(json().get("problems").asInt()).isZero();
        assertThat(memory("log", "-n", "1")).isZero();
        assertThat(json().get("delivery").asText()).isEqualTo("PUSHED");
        assertThat(out).doesNotContain("tea");
    }

    @Test
    void whatIsShownIsRestored() throws Exception {
        memory("init");
        Files.writeString(client, TEA + "\n{\"id\":\"old\",\"text\":\"script\"}\n");
        assertThat(memory("merge", client.toString())).isZero();
        Path restored = folder.resolve("restored.json");
        assertThat(memory("restore", "--client", restored.toString())).isZero();
        assertThat(new ObjectMapper().readTree(restored.toFile())).hasSize(2);
        assertThat(memory("restore", "--lines", "--output", "-")).isZero();
        assertThat(out.lines()).hasSize(2).contains(TEA);
        assertThat(memory("show", "--replicas")).isZero();
        assertThat(out).containsPattern("notes\\.\\S+ +retired");
    }

    @Test
    void aBranchOfItsOwnAndADetachedHead() throws Exception {
        assertThat(memory("init", "--branch", "a..b")).isEqualTo(ExitCode.FAILED.code());
        assertThat(err).contains("expected the name of a branch");
        assertThat(memory("init", "--branch", "notes", "--client", client.toString())).isZero();
        Files.writeString(client, "[" + TEA + "]");
        assertThat(memory("backup")).isZero();
        git(folder, "-C", "team.git", "rev-parse", "--verify", "refs/heads/notes");
        assertThat(clone.resolve("memory")).doesNotExist();

        git(clone, "config", "--unset", "reducto.memory.branch");
        git(clone, "checkout", "-q", "--detach", "refs/reducto/memory/synced");
        Files.writeString(client, "[{\"id\":\"tea\",\"text\":\"at five\"}]");
        assertThat(memory("backup")).isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(out.strip())
                .endsWith("; kept in the saved state of this clone until the next command");
        assertThat(err).contains("the local branch stays: detached");
    }

    @Test
    void aFileThatIsNamedIsThere() throws Exception {
        memory("init", "--client", client.toString());
        assertThat(memory("backup")).as("what init was told of may come later").isZero();
        String missing = folder.resolve("missing.json").toString();
        Files.writeString(client, "[" + TEA + "]");
        for (List<String> command :
                List.of(
                        List.of("merge", client.toString(), missing),
                        List.of("backup", "--client", client.toString(), "--client", missing))) {
            assertThat(memory(command.toArray(String[]::new))).isEqualTo(ExitCode.FAILED.code());
            assertThat(err).contains(missing + ": no such file; nothing was taken");
        }
        assertThat(memory("show")).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void eachFailureHasItsCode() throws Exception {
        assertThat(memory("sync")).as("not set up").isEqualTo(ExitCode.FAILED.code());
        assertThat(err).contains("reducto memory init");
        memory("init");
        assertThat(memory("backup")).as("no client").isEqualTo(ExitCode.USAGE.code());
        assertThat(memory("rm", "default/none")).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(memory("show", "default/none")).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(memory("retire", "nobody")).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(memory("retire", "No Body")).isEqualTo(ExitCode.USAGE.code());
        git(clone, "remote", "set-url", "origin", "git://127.0.0.1:1/none.git");
        assertThat(memory("sync")).isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(out).contains("kept here until the remote answers");
        clone = folder;
        assertThat(memory("sync")).as("no repository").isEqualTo(ExitCode.FAILED.code());
    }

    @Test
    void aHandEditIsFoundAndMended() throws Exception {
        memory("init", "--client", client.toString());
        Files.writeString(client, "[" + TEA + "]");
        memory("backup");
        Path unified = clone.resolve("memory/unified.jsonl");
        Files.writeString(unified, Files.readString(unified).replace("four", "nine"));
        assertThat(memory("verify")).isEqualTo(ExitCode.FAILED.code());
        assertThat(out).contains("work tree: memory/unified.jsonl is not what this clone knows");
        assertThat(memory("sync")).isZero();
        assertThat(memory("verify")).isZero();
    }

    @Test
    void gitJoinsOurFilesThroughTheDriver() throws Exception {
        memory("init", "--client", client.toString());
        Files.writeString(client, "[" + TEA + "]");
        memory("backup");
        Path hosts;
        try (var files = Files.list(clone.resolve("memory/hosts"))) {
            hosts = files.findFirst().orElseThrow();
        }
        Path base = Files.createFile(folder.resolve("base"));
        Path ours = Files.createFile(folder.resolve("ours"));
        String path = "memory/hosts/" + hosts.getFileName();
        StringWriter said = new StringWriter();
        int code =
                Reducto.commandLine(new PrintWriter(said), new PrintWriter(said))
                        .execute(
                                "memory",
                                "merge-driver",
                                base.toString(),
                                ours.toString(),
                                hosts.toString(),
                                path);
        assertThat(code).as("%s", said).isZero();
        assertThat(ours).hasSameBinaryContentAs(hosts);
    }

    @Test
    void theTimerIsShownBeforeItIsInstalled() {
        memory("init");
        assertThat(memory("install", "--print", "--minutes", "20")).isZero();
        assertThat(out)
                .contains("OnCalendar=*:0/20")
                .contains("*/20 * * * *")
                .contains("ExecStart=");
        assertThat(memory("install", "--print", "--minutes", "7")).isEqualTo(ExitCode.USAGE.code());
    }
}
