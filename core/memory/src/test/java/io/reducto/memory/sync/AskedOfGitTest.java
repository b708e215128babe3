package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Git;
import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How many processes an exchange is: they are most of what it costs. */
@ExtendWith(Seed.Extension.class)
class AskedOfGitTest {
    private static final String TEA = "{\"id\":\"tea\",\"text\":\"at four\"}";
    private static final String SOUP = "{\"id\":\"soup\",\"text\":\"hot\"}";
    private static final String OTHER_SOUP = "{\"id\":\"soup\",\"text\":\"cold\"}";

    @TempDir Path folder;

    private final List<String> asked = new ArrayList<>();
    private Team team;
    private Machine laptop;
    private Machine desk;

    @BeforeEach
    void twoMachines(Seed seed) throws Exception {
        team = new Team(folder, seed);
        laptop = team.machine("laptop", this::counting);
        desk = team.machine("desk");
        laptop.backup(TEA);
        desk.backup(SOUP);
        laptop.sync();
        asked.clear();
    }

    private Git counting(Git git) {
        return command -> {
            asked.add(Fault.verb(command));
            return git.run(command);
        };
    }

    @Test
    void withoutNewsNothingIsReadAgain() throws Exception {
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.IN_STEP);
        assertThat(asked)
                .containsExactly(
                        "version",
                        "config",
                        "rev-parse",
                        "fetch",
                        "for-each-ref",
                        "rev-parse",
                        "diff-index");
    }

    @Test
    void withNewsOnBothSidesWhatIsKnownIsNotReadAgain() throws Exception {
        desk.backup(OTHER_SOUP);
        Outcome outcome = laptop.backup(TEA, OTHER_SOUP.replace("cold", "warm"));
        assertThat(outcome.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(outcome.received()).isEqualTo(1);
        assertThat(asked.stream().filter("cat-file"::equals)).hasSize(3);
        assertThat(asked).hasSizeLessThanOrEqualTo(20);
        team.checkInStep(laptop, laptop);
    }

    @Test
    void whatWasCommittedHereIsNotReadAgain() throws Exception {
        laptop.writes(TEA, OTHER_SOUP);
        try (MemoryClone clone = laptop.open()) {
            clone.take(clone.clients());
            assertThat(clone.commit().delivery()).isEqualTo(Delivery.COMMITTED);
        }
        asked.clear();
        laptop.open().close();
        assertThat(asked).containsExactly("version", "config", "rev-parse");
    }

    @Test
    void aStateThatWasLostIsReadFromTheCommitThatIsKnown() throws Exception {
        for (String file : laptop.files().keySet()) {
            Files.delete(laptop.clone.resolve("memory").resolve(file));
        }
        Files.delete(laptop.clone.resolve(".git/reducto/memory/state"));
        try (MemoryClone clone = laptop.open()) {
            assertThat(clone.state().registers()).hasSize(2);
        }
    }

    @Test
    void whatIsWrittenIsCommittedOnce() throws Exception {
        laptop.writes(TEA, OTHER_SOUP);
        try (MemoryClone clone = laptop.open()) {
            clone.take(clone.clients());
            String first = clone.exchange().commit().orElseThrow();
            assertThat(clone.exchange().commit()).hasValue(first);
        }
    }
}
