package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void aShellReadsTheWordsThatWereJoined() throws Exception {
        List<String> words = List.of("--dir", "/a b/it's $HOME", "", "*", "--x=1", "\"`;&|\\");
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("printf '[%s]' " + ShellWords.join(words));
        Process shell = new ProcessBuilder(command).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(read).isEqualTo("[" + String.join("][", words) + "]");
    }

    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWords.join(List.of("quickstart", "--dir", "/srv/q-1.2", "--fresh")))
                .isEqualTo("quickstart --dir /srv/q-1.2 --fresh");
    }
}
