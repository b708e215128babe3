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
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our map beside those of Automerge, Yjs and Loro, each in one process for all histories. */
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
        assertSameViews(
                "automerge",
                histories,
                count -> ReductoReplicas.withWrongClocks(count, Shown.ALL_VALUES));
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
            var ours = ReductoReplicas.replay(history);
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

    /**
     * Whatever the clocks: where one write of a key knew all others, both show its value, or
     * nothing where it is a removal. For Loro's side, its versions tell which write knew which.
     */
    @Test
    void showsWhatLoroShowsWhereOneWriteKnewAllOthers(Seed seed) throws Exception {
        assertSameViews(
                "loro-settled",
                historiesForLoro(seed),
                count -> ReductoReplicas.withWrongClocks(count, Shown.SETTLED));
    }

    /**
     * Whatever the clocks: in Loro the last of all assignments and removals of a key is shown, or
     * hides it, by Lamport's clock and then by peer. What a write replaces is earlier, so the last
     * one is among those that are causally maximal: Loro shows one of our values or none, and one
     * wherever no removal stands beside them.
     *
     * <p>No more: Loro keeps no concurrent values to compare with, and where a put and a removal do
     * not know of each other the put wins here and the later one there.
     */
    @Test
    void showsWhatLoroShowsWhereNoRemovalIsConcurrent(Seed seed) throws Exception {
        List<History> histories = historiesForLoro(seed);
        List<JsonNode> answers = replay("loro", histories);
        for (int h = 0; h < histories.size(); h++) {
            History history = histories.get(h);
            var ours = ReductoReplicas.replay(history);
            var uncontested =
                    Replicas.replay(
                            ReductoReplicas.withWrongClocks(
                                    history.replicas(), Shown.UNCONTESTED_VALUES),
                            history);
            for (int i = 0; i < ours.size(); i++) {
                SortedMap<String, SortedSet<String>> theirs = view(answers.get(h).get(i));
                String at = "after the last step of " + history.until(i).json();
                assertThat(theirs.keySet()).as(at).containsAll(uncontested.get(i).keySet());
                for (String key : theirs.keySet()) {
                    assertThat(ours.get(i)).as(at).containsKey(key);
                    assertThat(ours.get(i).get(key)).as(at).containsAll(theirs.get(key));
                }
            }
        }
    }

    /**
     * Where our clocks stand still they count as Lamport's do, and our names order as the peers do:
     * then Loro shows exactly the last of our causally maximal writes, removals among them. So the
     * value that we show among concurrent ones is compared here, not only in the end but after each
     * step; and that a removal hides in Loro the key that we show is predicted, not left out.
     */
    @Test
    void theLastOfOurWritesIsWhatLoroShowsWhereClocksAreLamports(Seed seed) throws Exception {
        assertSameViews(
                "loro",
                historiesForLoro(seed),
                count -> ReductoReplicas.withLamportClocks(count, Shown.LAST_WRITE));
    }

    /** In Loro a removal counts where there is nothing to remove as well. */
    private static List<History> historiesForLoro(Seed seed) {
        return HistoryGenerator.draw(seed, PekkoDifferentialTest.HISTORIES, true).stream()
                .map(History::withoutIdleRemovals)
                .toList();
    }

    private static void assertSameViews(
            String library, List<History> histories, IntFunction<Replicas> ours)
            throws IOException, InterruptedException {
        List<JsonNode> answers = replay(library, histories);
        for (int h = 0; h < histories.size(); h++) {
            History history = histories.get(h);
            var views = Replicas.replay(ours.apply(history.replicas()), history);
            for (int i = 0; i < views.size(); i++) {
                assertThat(views.get(i))
                        .as("after the last step of %s", history.until(i).json())
                        .isEqualTo(view(answers.get(h).get(i)));
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
