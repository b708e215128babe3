package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.codec.LineageId;
import io.reducto.codec.digest.Blake3;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class ReductoTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StoredObjects stored;
    private byte[] first = {};
    private byte[] second = {};

    @BeforeEach
    void storeTwoVersions(Seed seed) throws Exception {
        stored = new StoredObjects(folder, seed);
        first = seed.text(300_000);
        second = Arrays.copyOf(first, 310_000);
        stored.store(new ObjectVersion("builds", "tool/linux", "1"), first);
        stored.store(new ObjectVersion("builds", "tool/linux", "2"), second);
    }

    @Test
    void listsAndLogsAsTextAndJson() throws Exception {
        assertThat(run("ls", "-r", volume(1))).isZero();
        assertThat(out.toString())
                .contains("300000  builds/tool/linux@1")
                .contains("310000  builds/tool/linux@2");

        assertThat(run("ls", "-r", volume(1), "--json", "--at", "1", "builds/tool/linux")).isZero();
        JsonNode version = new ObjectMapper().readTree(out.toString());
        assertThat(version.get("version").asText()).isEqualTo("1");
        assertThat(version.get("blake3").asText())
                .isEqualTo(HexFormat.of().formatHex(Blake3.hash(first, 0, first.length)));

        assertThat(run("log", "-r", volume(1), "-n", "1")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().contains("EPOCH");
    }

    @Test
    void restoresToFileFolderAndStandardOutput() throws Exception {
        Path file = folder.resolve("tool.tar");
        assertThat(run("restore", "-r", volume(1), "builds/tool/linux@1", file.toString()))
                .isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(first);

        assertThat(run("restore", "-r", volume(1), "builds/tool/linux", folder.toString()))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("tool_linux@2"))).isEqualTo(second);
        assertThat(out.toString()).contains("310000 bytes");

        assertThat(standardOutput("--range", "1000:50", "builds/tool/linux", "-"))
                .isEqualTo(Arrays.copyOfRange(second, 1000, 1050));
        assertThat(standardOutput("--at", "1", "builds/tool/linux", "-")).isEqualTo(first);
    }

    @Test
    void listsPacksThatNoCommitNames(Seed seed) throws Exception {
        stored.stage(new PackWriter.Opening(new LineageId(0, 9), 4), seed.bytes(5_000));

        assertThat(run("verify", "--staged", "-r", volume(1))).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .contains("00000000000000000000000000000009         4    6")
                .endsWith("living");
        assertThat(out.toString())
                .containsPattern("packs: \\d committed of \\d+ bytes, 1 living of");

        assertThat(run("verify", "--staged", "--json", "-r", volume(1))).isZero();
        JsonNode pack =
                new ObjectMapper().readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(pack.get("epoch").asLong()).isEqualTo(4);
        assertThat(pack.get("verdict").asText()).isEqualTo("living");
        JsonNode totals = new ObjectMapper().readTree(out.toString().lines().toList().get(1));
        assertThat(totals.get("living").get("packs").asLong()).isEqualTo(1);
        assertThat(totals.get("dead").get("bytes").asLong()).isZero();

        assertThat(run("verify", "--staged", "--sample", "5", "-r", volume(1)))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void errorsSayWhatAndWhyAndLeaveNothingBehind() throws Exception {
        Path file = folder.resolve("never");
        assertThat(run("restore", "-r", volume(1), "builds/none", file.toString()))
                .isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(err.toString()).contains("builds/none is not there as of commit 2");
        assertThat(run("restore", "-r", volume(1), "builds", file.toString()))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("DATASET/OBJECT");
        assertThat(
                        run(
                                "restore",
                                "-r",
                                volume(1),
                                "--range",
                                "300000:99999",
                                "builds/tool/linux",
                                file.toString()))
                .isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(err.toString()).contains("310000 bytes");
        assertThat(run("restore", "-r", volume(1), "builds/tool/linux", volume(1) + "/x/y"))
                .isEqualTo(ExitCode.FAILED.code());
        assertThat(run("ls", "-r", folder.resolve("elsewhere").toString()))
                .isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(run("ls", "--at", "9", "-r", volume(1))).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(run("nonsense")).isEqualTo(ExitCode.USAGE.code());
        assertThat(file).doesNotExist();
    }

    @Test
    void readsWithTwoVolumesLostAndRefusesWithThree() throws Exception {
        destroy(1);
        destroy(3);
        assertThat(run("ls", "-r", volume(1) + "," + volume(2))).isZero();
        Path file = folder.resolve("tool.tar");
        assertThat(run("restore", "-r", volume(2), "builds/tool/linux", file.toString())).isZero();
        assertThat(err.toString()).contains("no answer from volume v1");
        assertThat(Files.readAllBytes(file)).isEqualTo(second);

        destroy(6);
        Path other = folder.resolve("other.tar");
        assertThat(run("restore", "-r", volume(2), "builds/tool/linux", other.toString()))
                .isEqualTo(ExitCode.UNREADABLE.code());
        assertThat(err.toString()).contains("expected 4 of 6 shards");
        assertThat(other).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().contains("reducto-part"))).isEmpty();
        }
    }

    @Test
    void anotherLeadIsNamed() throws Exception {
        destroy(1);
        assertThat(run("repair", "lead", "-r", volume(2), "--json", "v2")).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("generation").asInt()).isEqualTo(2);
        assertThat(result.get("commits").asInt()).isEqualTo(2);
        assertThat(run("log", "-r", volume(2))).isZero();
        assertThat(run("repair", "lead", "-r", volume(2), "v9"))
                .isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(err.toString()).contains("v9").contains("[v2, v1, v3, v4, v5]");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (List<String> command :
                List.of(
                        List.of("ls"),
                        List.of("log"),
                        List.of("publish"),
                        List.of("restore"),
                        List.of("show"),
                        List.of("stats"),
                        List.of("verify"),
                        List.of("version"),
                        List.of("repair", "lead"))) {
            String[] arguments =
                    Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);
            assertThat(run(arguments)).isZero();
            assertThat(out.toString())
                    .contains("Example")
                    .contains("reducto " + String.join(" ", command));
        }
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:");
        assertThat(run("version", "--verbose")).isZero();
        assertThat(out.toString()).contains("blake3");
    }

    private String volume(int number) {
        return folder.resolve("v" + number).toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Reducto.commandLine(new PrintWriter(out), new PrintWriter(err, true))
                .execute(arguments);
    }

    private byte[] standardOutput(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        try {
            String[] all =
                    Stream.concat(Stream.of("restore", "-r", volume(1)), Stream.of(arguments))
                            .toArray(String[]::new);
            assertThat(run(all)).as(err.toString()).isZero();
            System.out.flush();
        } finally {
            System.setOut(before);
        }
        return bytes.toByteArray();
    }

    private void destroy(int number) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("v" + number))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
