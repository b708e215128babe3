package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class ActionLogTest {
    private static final String ID = "{\"id\":\"tea\",\"text\":\"%s\"}";

    @TempDir Path folder;

    private Team team;
    private Machine laptop;

    @BeforeEach
    void laptop(Seed seed) throws Exception {
        team = new Team(folder, seed);
        laptop = team.machine("laptop");
    }

    @Test
    void everyActionIsThere() throws Exception {
        laptop.backup(ID.formatted("at four"));
        Path old = Files.writeString(folder.resolve("old.json"), "[{\"id\":\"milk\"}]");
        try (MemoryClone clone = laptop.open()) {
            clone.merge(List.of(old));
            clone.restore(laptop.client);
            clone.remove("default/tea");
            clone.retire(clone.replica());
            clone.exchange();
        }

        assertThat(facts("action"))
                .containsExactly(
                        "init",
                        "exchange",
                        "exchange",
                        "merge",
                        "restore",
                        "rm",
                        "retire",
                        "exchange");
        assertThat(facts("failure")).isEmpty();
        assertThat(log(laptop).toString()).doesNotContain("tea", "four", "milk");
    }

    @Test
    void aFailureIsThereWithItsKind() throws Exception {
        try (MemoryClone clone = laptop.open()) {
            assertThatThrownBy(() -> clone.remove("default/nothing"))
                    .isInstanceOf(MemoryException.class);
            Files.deleteIfExists(laptop.client);
            Files.createDirectory(laptop.client);
            assertThatThrownBy(() -> clone.take(clone.clients())).isInstanceOf(IOException.class);
            Files.writeString(laptop.clone.resolve(".git/HEAD"), "no reference");
            assertThatThrownBy(clone::exchange).isInstanceOf(MemoryException.class);
        }

        assertThat(facts("action")).endsWith("rm", "take", "exchange");
        assertThat(facts("failure")).containsExactly("NOT_FOUND", "IOException", "NOT_SET_UP");
    }

    @Test
    void whatLostByTimeOnlyIsNamedOnceByItsWrite() throws Exception {
        Machine desk = team.machine("desk");
        laptop.backup(ID.formatted("at four"), "{\"id\":\"milk\",\"text\":\"goat\"}");
        Outcome outcome =
                desk.backup(ID.formatted("at five"), "{\"id\":\"milk\",\"text\":\"goat\"}");
        desk.sync();

        assertThat(outcome.rivals().values()).containsExactly("default/tea");
        String lost = outcome.rivals().firstKey().toString();
        assertThat(lost).startsWith("laptop-");
        List<String> lines = log(desk);
        assertThat(lines.get(lines.size() - 2)).contains("\"rivals\":[\"" + lost + "\"]");
        assertThat(lines.get(lines.size() - 1)).contains("\"rivals\":[]");
    }

    private static List<String> log(Machine machine) throws IOException {
        return Files.readAllLines(machine.clone.resolve(".git/reducto/memory/log.jsonl"));
    }

    /** What lines say of {@code name}, where they say something. */
    private List<String> facts(String name) throws IOException {
        Pattern fact = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name));
        return log(laptop).stream()
                .flatMap(line -> fact.matcher(line).results())
                .map(found -> found.group(1))
                .toList();
    }
}
