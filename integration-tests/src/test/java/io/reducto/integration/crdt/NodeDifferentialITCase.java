package io.reducto.integration.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.integration.NodeProgram;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our map beside those of Automerge and Yjs, which run in one process for all histories. */
@RequiresTool({"node", "npm"})
@ExtendWith(Seed.Extension.class)
class NodeDifferentialITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;

    private static NodeProgram program;

    @BeforeAll
    static void install() throws Exception {
        program = NodeProgram.install("crdt", folder);
    }

    /** Keys, and of each all concurrent values, after each step. */
    @Test
    void showsWhatAutomergeShows(Seed seed) throws Exception {
        List<History> histories =
                HistoryGenerator.draw(seed, PekkoDifferentialTest.HISTORIES, true);
        List<JsonNode> answers = replay("automerge", histories);
        for (int h = 0; h < histories.size(); h++) {
            History history = histories.get(h);
            var ours = Replicas.replay(new ReductoReplicas(history.replicas()), history);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(ours.get(i))
                        .as("after the last step of %s", history.until(i).json())
                        .isEqualTo(view(answers.get(h).get(i)));
            }
        }
    }

    /**
     * Without removals: which of a removal and an assignment that do not know of each other wins
     * depends in Yjs on the ids of clients. The value shown is one of the concurrent ones.
     */
    @Test
    void showsTheKeysThatYjsShowsWhereNothingIsRemoved(Seed seed) throws Exception {
        List<History> histories =
                HistoryGenerator.draw(seed, PekkoDifferentialTest.HISTORIES, false);
        List<JsonNode> answers = replay("yjs", histories);
        for (int h = 0; h < histories.size(); h++) {
            History history = histories.get(h);
            var ours = Replicas.replay(new ReductoReplicas(history.replicas()), history);
            for (int i = 0; i < ours.size(); i++) {
                SortedMap<String, SortedSet<String>> theirs = view(answers.get(h).get(i));
                String at = "after the last step of " + history.until(i).json();
                assertThat(ours.get(i).keySet()).as(at).isEqualTo(theirs.keySet());
                ours.get(i)
                        .forEach(
                                (key, values) ->
                                        assertThat(values).as(at).containsAll(theirs.get(key)));
            }
        }
    }

    private static List<JsonNode> replay(String library, List<History> histories)
            throws IOException, InterruptedException {
        Path asked = folder.resolve(library + ".histories");
        Path answered = folder.resolve(library + ".views");
        Files.write(asked, histories.stream().map(History::json).toList());
        program.run("replay.js", library, asked.toString(), answered.toString());
        List<JsonNode> answers = new ArrayList<>();
        for (String line : Files.readAllLines(answered)) {
            answers.add(JSON.readTree(line));
        }
        assertThat(answers).hasSameSizeAs(histories);
        return answers;
    }

    private static SortedMap<String, SortedSet<String>> view(JsonNode node) {
        SortedMap<String, SortedSet<String>> view = new TreeMap<>();
        for (JsonNode entry : node) {
            SortedSet<String> values = new TreeSet<>();
            entry.get(1).forEach(value -> values.add(value.textValue()));
            view.put(entry.get(0).textValue(), values);
        }
        return view;
    }
}
