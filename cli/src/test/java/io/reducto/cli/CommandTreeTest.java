package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTreeTest {
    @Test
    void eachCommandSaysTheSameWithTheOthersAndWithout() {
        List<String> paths = paths("", CommandTree.of());
        assertThat(paths).contains("init", "memory", "memory sync", "submit memory").hasSize(33);
        for (String path : paths) {
            String[] words = path.split(" ", -1);
            CommandLine whole = under(CommandTree.of(), words);
            CommandLine own = under(CommandTree.of(words), words);
            assertThat(own.getUsageMessage()).as(path).isEqualTo(whole.getUsageMessage());
            assertThat(own.getCommandSpec().name()).isEqualTo(words[words.length - 1]);
        }
    }

    @Test
    void aCommandThatIsNamedComesAlone() {
        assertThat(CommandTree.of("ls", "x").getSubcommands()).containsOnlyKeys("ls");
        CommandLine line = CommandTree.of("memory", "sync", "-C", "init");
        assertThat(line.getSubcommands()).containsOnlyKeys("memory");
        assertThat(under(line, "memory").getSubcommands()).containsOnlyKeys("sync");
        assertThat(CommandTree.of("--help", "ls").getSubcommands()).hasSize(14);
        assertThat(under(CommandTree.of("memory", "snyc"), "memory").getSubcommands()).hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "memory",
                "memory --help",
                "memory --help sync",
                "memory sync --help",
                "memroy sync",
                "memory snyc",
                "memory sync too many",
                "memory sync --clon x",
                "memory sync -C",
                "memory sync init",
                "ls init",
                "cluster strat",
                "submit --help",
                "init --geometry 4+2 x",
                "version --nothing"
            })
    void answersTheSame(String text) {
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        assertThat(answer(words, words)).isEqualTo(answer(words));
    }

    private static String answer(String[] words, String... known) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = Reducto.commandLine(writer, writer, known).execute(words);
        writer.flush();
        return code + "\n" + said;
    }

    private static CommandLine under(CommandLine line, String... words) {
        CommandLine at = line;
        for (String word : words) {
            at = Objects.requireNonNull(at.getSubcommands().get(word), word);
        }
        return at;
    }

    private static List<String> paths(String before, CommandLine line) {
        List<String> paths = new ArrayList<>();
        line.getSubcommands()
                .forEach(
                        (name, command) -> {
                            String path = (before + " " + name).strip();
                            Stream.concat(Stream.of(path), paths(path, command).stream())
                                    .forEach(paths::add);
                        });
        return paths;
    }
}
