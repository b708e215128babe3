package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Sandbox.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    @TempDir Path folder;

    private User user;

    @BeforeEach
    void begin() throws Exception {
        user = Sandbox.begun(folder).user("user");
        // Whoever is the 17th by chance.
        Files.createDirectories(sample());
        try (var files = Files.list(sample())) {
            assertThat(files.count()).isLessThan(2);
        }
    }

    @Test
    void isDueWhenGitWouldThinkSo() throws Exception {
        assertThat(isDue()).isFalse();
        fill(sample(), "", 27);
        assertThat(isDue()).as("6,700 / 256 are left").isFalse();
        fill(sample(), "", 28);
        assertThat(isDue()).isTrue();
        user.git("config", "gc.auto", "0");
        assertThat(isDue()).as("never").isFalse();
        user.git("config", "gc.auto", "20k");
        assertThat(isDue()).as("a number that is not understood").isTrue();
    }

    @Test
    void countsPacks() throws Exception {
        Path packs = user.root().resolve(".git/objects/pack");
        fill(packs, ".idx", 60);
        assertThat(isDue()).isFalse();
        fill(packs, ".pack", 51);
        assertThat(isDue()).isTrue();
        user.git("config", "gc.autoPackLimit", "60");
        assertThat(isDue()).isFalse();
    }

    @Test
    void asksGitWhereTheUserHasTasksOfTheirOwn() throws Exception {
        user.git("config", "maintenance.commit-graph.enabled", "true");
        assertThat(isDue()).isTrue();
    }

    @Test
    void aFetchLetsGitDoItWhenItIsDue() throws Exception {
        assertThat(fetched()).contains("--no-auto-maintenance");
        user.git("config", "maintenance.commit-graph.enabled", "true");
        assertThat(fetched()).contains("--auto-maintenance");
    }

    private List<String> fetched() throws Exception {
        List<String> words = new ArrayList<>();
        Git git =
                command -> {
                    words.addAll(command.arguments());
                    return user.program().run(command);
                };
        CloneFolder clone = user.open();
        new RemoteBranch(git, clone, clone.upstream().orElseThrow()).fetch();
        return words;
    }

    private boolean isDue() throws Exception {
        return new Housekeeping(user.open()).isDue();
    }

    private Path sample() {
        return user.root().resolve(".git/objects/17");
    }

    private static void fill(Path folder, String ending, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("made-up-" + i + ending), "");
        }
    }
}
