package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code restore --all}, {@code verify}, {@code show} and {@code stats}. */
@ExtendWith(Seed.Extension.class)
class CareCommandsTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StoredObjects stored;
    private byte[] first = {};
    private byte[] second = {};

    @BeforeEach
    void storeTwoVersions(Seed seed) throws Exception {
        stored = new StoredObjects(folder, seed);
        first = seed.bytes(300_000);
        second = Arrays.copyOf(first, 310_000);
        stored.store(new ObjectVersion("builds", "tool/linux", "1"), first);
        stored.store(new ObjectVersion("builds", "tool/linux", "2"), second);
        stored.store(new ObjectVersion("other", "x", "1"), second);
    }

    @Test
    void restoresEveryObjectOfADataSetUnderItsName() throws Exception {
        stored.store(new ObjectVersion("builds", "readme", "1"), new byte[0]);
        Path target = folder.resolve("out/all");
        assertThat(restoreAll(target)).as(err.toString()).isZero();
        assertThat(Files.readAllBytes(target.resolve("tool/linux"))).isEqualTo(second);
        assertThat(target.resolve("readme")).isEmptyFile();
        assertThat(files(target)).hasSize(2);
        assertThat(out.toString()).contains("2 objects, 310000 bytes restored; 0 failed");

        Path before = folder.resolve("before");
        assertThat(restoreAll(before, "--at", "1", "--json")).isZero();
        assertThat(Files.readAllBytes(before.resolve("tool/linux"))).isEqualTo(first);
        JsonNode summary = lastLine();
        assertThat(summary.get("objects").asInt()).isEqualTo(1);
        assertThat(summary.get("failed").asInt()).isZero();
    }

    @Test
    void objectsThatFailDoNotStopTheOthersAndNoneLeavesTheFolder() throws Exception {
        Path target = folder.resolve("out");
        Files.createDirectories(target);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(target.resolve("link"), elsewhere);
        Files.writeString(target.resolve("taken"), "mine");
        List<String> refused =
                List.of(
                        "../a",
                        "/b",
                        "c/../../d",
                        "e//f",
                        "g/.",
                        "h\u0007",
                        "i/",
                        "link/j",
                        "taken",
                        "tool",
                        "k\\..\\l",
                        "m.reducto-part");
        List<ObjectVersion> names =
                Stream.concat(refused.stream(), Stream.of("zz"))
                        .map(name -> new ObjectVersion("builds", name, "1"))
                        .toList();
        stored.store(names, new byte[] {1});

        assertThat(restoreAll(target)).isEqualTo(ExitCode.FAILED.code());

        assertThat(Files.readAllBytes(target.resolve("tool"))).hasSize(1);
        assertThat(target.resolve("zz")).exists();
        assertThat(Files.readString(target.resolve("taken"))).isEqualTo("mine");
        assertThat(files(elsewhere)).isEmpty();
        assertThat(files(target))
                .extracting(file -> target.relativize(file).toString())
                .containsExactlyInAnyOrder("taken", "tool", "zz", "link");
        assertThat(folder.resolve("a")).doesNotExist();
        // 'tool' comes before 'tool/linux' and is restored: the latter then has no folder.
        assertThat(err.toString().lines()).hasSize(refused.size());
        assertThat(out.toString()).contains("2 objects, 2 bytes restored; 12 failed");
        assertThat(run("restore", "-r", volume(1), "--all", "none", target.toString()))
                .isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(run("restore", "-r", volume(1), "--all", "builds/tool", target.toString()))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void verifyTellsWellFromDegradedFromLost() throws Exception {
        assertThat(verify()).as(out.toString()).isZero();
        assertThat(lastLine().get("verdict").asText()).isEqualTo("ok");
        assertThat(verify("--sample", "50%")).isZero();
        assertThat(lastLine().get("objects").asInt()).isEqualTo(2);
        assertThat(lastLine().get("objectsTotal").asInt()).isEqualTo(3);
        assertThat(verify("--at", "1")).isZero();
        assertThat(lastLine().get("commits").asInt()).isEqualTo(1);

        Path shard = shards(2).get(0);
        byte[] before = Files.readAllBytes(shard);
        byte[] flipped = before.clone();
        flipped[100] ^= 4;
        Files.write(shard, flipped);
        assertThat(verify()).isEqualTo(ExitCode.DEGRADED.code());
        JsonNode finding = json(out.toString().lines().findFirst().orElseThrow());
        assertThat(finding.get("finding").asText()).isEqualTo("shard-damaged");
        assertThat(finding.get("volume").asText()).isEqualTo("v2");
        assertThat(lastLine().get("findings").get("shard-damaged").asInt()).isEqualTo(1);
        Files.write(shard, before);

        Path commit =
                files(folder.resolve("v3")).stream()
                        .filter(file -> file.endsWith("000000000001.000001"))
                        .findFirst()
                        .orElseThrow();
        Files.delete(commit);
        assertThat(run("verify", "-r", volume(1))).isEqualTo(ExitCode.DEGRADED.code());
        assertThat(out.toString())
                .contains("copy-missing")
                .contains("all can be read, redundancy is lost {copy-missing=1}");

        destroy(1);
        destroy(6);
        assertThat(run("verify", "-r", volume(2))).isEqualTo(ExitCode.DEGRADED.code());
        assertThat(out.toString()).contains("volume-silent        v1").contains("volume v6");
        Path largest =
                shards(2).stream()
                        .max(Comparator.comparingLong(CareCommandsTest::size))
                        .orElseThrow();
        Files.delete(largest);
        assertThat(run("verify", "-r", volume(2))).isEqualTo(ExitCode.UNREADABLE.code());
        assertThat(out.toString()).contains("pack-unreadable").contains("not all can be read");
        assertThat(run("verify", "-r", volume(2), "--sample", "0"))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void showsObjectsAndCommits() throws Exception {
        assertThat(run("show", "-r", volume(1), "--json", "builds/tool/linux@1")).isZero();
        JsonNode shown = lastLine();
        assertThat(shown.get("length").asLong()).isEqualTo(300_000);
        assertThat(shown.get("commit").asLong()).isEqualTo(1);
        assertThat(shown.get("chunking").asText()).startsWith("fastcdc2020-v1:");
        assertThat(shown.get("chunks").asInt()).isPositive();
        long bytes = 0;
        for (JsonNode pack : shown.get("packs")) {
            bytes += pack.get("bytes").asLong();
        }
        assertThat(bytes).isEqualTo(300_000);
        assertThat(shown.get("volumes").size()).isEqualTo(6);

        assertThat(run("show", "-r", volume(1), "builds/tool/linux")).isZero();
        assertThat(out.toString()).containsPattern("length +310000").contains("blake3");
        assertThat(run("show", "-r", volume(1), "--json", "--commit", "2")).isZero();
        assertThat(lastLine().get("kind").asText()).isEqualTo("EPOCH");
        assertThat(lastLine().get("runs").size()).isEqualTo(6);
        assertThat(run("show", "-r", volume(1), "--commit", "2")).isZero();
        assertThat(out.toString()).contains("kind=INDEX, level=0");
        assertThat(run("show", "-r", volume(1))).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("show", "-r", volume(1), "--commit", "9"))
                .isEqualTo(ExitCode.NOT_FOUND.code());
    }

    @Test
    void countsExactly() throws Exception {
        assertThat(run("stats", "-r", volume(1), "--json")).isZero();
        JsonNode counted = lastLine();
        assertThat(counted.get("objects").asInt()).isEqualTo(2);
        assertThat(counted.get("versions").asInt()).isEqualTo(3);
        assertThat(counted.get("logicalBytes").asInt()).isEqualTo(920_000);
        long unique = counted.get("uniqueChunkBytes").asLong();
        assertThat(unique)
                .as("random bytes, a changed last chunk, zeros")
                .isBetween(310_000L, 350_000L);
        assertThat(counted.get("repeatedChunkBytes").asLong()).isZero();
        assertThat(counted.get("dedupFactor").asDouble())
                .isCloseTo(920_000.0 / unique, within(0.001));
        assertThat(counted.get("degradedStripes").asInt()).isZero();
        assertThat(counted.get("runs").get("index").get("level0").asInt()).isEqualTo(3);
        assertThat(counted.get("runs").get("catalogue").get("level0").asInt()).isEqualTo(3);
        assertThat(counted.get("shardBytes").asLong()).isEqualTo(payloads());
        assertThat(counted.get("shards").asInt()).isEqualTo(counted.get("packs").asInt() * 6);
        assertThat(run("stats", "-r", volume(1))).isZero();
        assertThat(out.toString()).containsPattern("logicalBytes +920000");
    }

    /** Lengths of all shard files, less what the format adds to a payload of below 64 KiB. */
    private long payloads() throws IOException {
        long bytes = 0;
        for (int volume = 1; volume <= 6; volume++) {
            for (Path shard : shards(volume)) {
                long cells = (size(shard) + (1 << 16) - 341) >> 16;
                bytes += size(shard) - 148 - 6 * 32 - 4 * Math.max(1, cells);
            }
        }
        return bytes;
    }

    private List<Path> shards(int volume) throws IOException {
        return files(folder.resolve("v" + volume)).stream()
                .filter(file -> file.toString().matches(".*/[0-9a-f]{32}\\.[0-9]{3}"))
                .toList();
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static List<Path> files(Path in) throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private int restoreAll(Path target, String... options) {
        return run(
                Stream.concat(
                                Stream.of("restore", "-r", volume(1), "--all"),
                                Stream.concat(
                                        Stream.of(options), Stream.of("builds", target.toString())))
                        .toArray(String[]::new));
    }

    private int verify(String... options) {
        return run(
                Stream.concat(Stream.of("verify", "-r", volume(1), "--json"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private JsonNode lastLine() throws IOException {
        return json(out.toString().lines().reduce("", (before, line) -> line));
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
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

    private void destroy(int number) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("v" + number))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
