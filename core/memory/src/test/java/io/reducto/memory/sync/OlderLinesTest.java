package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lines without metadata in which there is a secret: they pass the gate like a client's. */
@ExtendWith(Seed.Extension.class)
class OlderLinesTest {
    private static final String TEA = "{\"id\":\"tea\",\"text\":\"at four\"}";
    private static final String LINT = "{\"id\":\"lint\",\"text\":\"first\"}";
    private static final String TOKEN = "AKIA" + "QX7ZM3N4K5W6R2T7";
    private static final String SECRET = "{\"id\":\"key\",\"text\":\"use " + TOKEN + " for it\"}";

    @TempDir Path folder;

    private Team team;
    private Machine laptop;

    @BeforeEach
    void aMachine(Seed seed) throws Exception {
        team = new Team(folder, seed);
        laptop = team.machine("laptop");
        laptop.backup(TEA);
    }

    @Test
    void inANewFileOfTheWorkTreeTheyStayThere() throws Exception {
        Path older = laptop.clone.resolve("memory/hosts/older.jsonl");
        Files.writeString(older, LINT + "\n" + SECRET + "\n");

        Outcome outcome = laptop.sync();

        assertThat(outcome.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(outcome.taken().added()).isEqualTo(1);
        assertThat(outcome.held()).hasSize(1);
        assertThat(outcome.held().get(0).place())
                .hasToString("hosts/older.jsonl: line 2, offset 29");
        assertThat(older).hasContent(LINT + "\n" + SECRET + "\n");
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, LINT);
        assertNobodyElseHasIt();
    }

    @Test
    void inAFileThatIsRenderedAgainTheyArePutAside() throws Exception {
        Path unified = laptop.clone.resolve("memory/unified.jsonl");
        Files.writeString(unified, SECRET + "\n", StandardOpenOption.APPEND);

        Outcome outcome = laptop.sync();

        assertThat(outcome.held()).hasSize(1);
        assertThat(outcome.damaged()).isEqualTo(1);
        assertThat(laptop.shown()).containsExactly(TEA);
        assertThat(aside())
                .contains(SECRET)
                .anyMatch(text -> text.endsWith(": held back, a secret\n"));
        assertNobodyElseHasIt();
        assertThat(laptop.sync().held()).isEmpty();
    }

    @Test
    void whatSomebodyHasPushedGoesOnWithAMask() throws Exception {
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        Files.writeString(
                stranger.resolve("memory/hosts/older.jsonl"), LINT + "\n" + SECRET + "\n");
        Team.git(stranger, "add", ".");
        Team.git(
                stranger,
                "-c",
                "user.name=s",
                "-c",
                "user.email=s@example.com",
                "commit",
                "-qm",
                "older");
        Team.git(stranger, "push", "-q", "origin", "HEAD");

        Outcome outcome = laptop.sync();

        assertThat(outcome.masked()).isEqualTo(1);
        assertThat(outcome.held()).isEmpty();
        assertThat(laptop.shown())
                .hasSize(3)
                .contains(TEA, LINT)
                .anyMatch(line -> line.contains("[secret:aws-"));
        assertThat(laptop.files().values()).noneMatch(text -> text.contains(TOKEN));
        team.checkInStep(laptop, team.machine("desk"));
    }

    @Test
    void theyAreTakenWithAMaskWhereThatIsSet() throws Exception {
        laptop.git("config", "reducto.memory.secrets", "mask");
        Path unified = laptop.clone.resolve("memory/unified.jsonl");
        Files.writeString(unified, SECRET + "\n", StandardOpenOption.APPEND);

        Outcome outcome = laptop.sync();

        assertThat(outcome.masked()).isEqualTo(1);
        assertThat(outcome.held()).isEmpty();
        assertThat(laptop.shown()).hasSize(2).anyMatch(line -> line.contains("[secret:aws-"));
        assertNobodyElseHasIt();
    }

    @Test
    void whatIsAllowedIsTaken() throws Exception {
        Path unified = laptop.clone.resolve("memory/unified.jsonl");
        Files.writeString(unified, SECRET + "\n", StandardOpenOption.APPEND);
        Path older = laptop.clone.resolve("memory/hosts/older.jsonl");
        Files.writeString(older, SECRET + "\n");
        String fingerprint = laptop.sync().held().get(0).findings().get(0).fingerprint();
        Files.writeString(laptop.clone.resolve("memory/secrets-allowed.txt"), fingerprint + "\n");

        assertThat(laptop.sync().held()).isEmpty();

        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, SECRET);
    }

    private List<String> aside() throws Exception {
        Path quarantine = laptop.clone.resolve(".git/reducto/memory/quarantine");
        try (Stream<Path> files = Files.list(quarantine)) {
            return files.map(OlderLinesTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNobodyElseHasIt() throws Exception {
        String found =
                Team.git(team.remote, "log", "--all", "--oneline", "-S" + TOKEN, "--", "memory");
        assertThat(found).isEmpty();
        assertThat(Team.git(team.remote, "log", "--all", "--oneline", "-Sat four")).isNotEmpty();
    }
}
