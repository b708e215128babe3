package io.reducto.benchmarks.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCrdtTest {
    private static final List<Contender> OF_THE_JVM =
            List.of(new ReductoContender(), new PekkoContender(), new Absent());

    /** Not installed anywhere. */
    private static final class Absent implements Contender {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public Row measure(MergeInput input, Effort effort) {
            throw new AssertionError("is not there");
        }
    }

    @Test
    void bothMergesGiveWhatBothKnow() throws Exception {
        for (Contender contender : OF_THE_JVM.subList(0, 2)) {
            Row row = contender.measure(MergeInput.of(101), Effort.QUICK);
            assertThat(row.state().bytes()).as(row.implementation()).isGreaterThan(101 * 75);
            assertThat(row.delta().deflated()).isBetween(51 * 75, row.state().deflated());
            assertThat(row.merge().bestMs())
                    .isPositive()
                    .isLessThanOrEqualTo(row.merge().medianMs());
        }
    }

    @Test
    void aMergeThatLosesSomethingIsNotMeasured() {
        assertThat(MergeInput.of(3).merged(1)).isEqualTo(MergeInput.of(3).values().get(1));
        assertThat(MergeInput.of(3).merged(2)).isEqualTo(MergeInput.of(3).changes().get(1));
        assertThatThrownBy(() -> Contender.check("x", 1, 2)).hasMessage("x: expected 2, found 1");
    }

    @Test
    void theTableHasARowForEachAndNamesWhatIsMissing() {
        String text = run("--quick", "--keys", "20", "--keys", "40");

        assertThat(text.lines().filter(line -> line.startsWith("| 20 | ")).toList())
                .hasSize(2)
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 11);
        assertThat(text)
                .contains("| 40 | reducto | ", "| 40 | Pekko ORMap 1.")
                .contains("[absent]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "takeDelta"})
    void jsonSaysTheSame(String field) throws Exception {
        JsonNode root = new ObjectMapper().readTree(run("--quick", "--json", "--keys", "20"));

        assertThat(root.get("rows")).hasSize(2);
        assertThat(root.get("rows").get(0).get(field).get("medianMs").doubleValue()).isPositive();
        assertThat(root.get("missing").get(0).textValue()).isEqualTo("absent");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                RunCrdt.commandLine(OF_THE_JVM, new PrintWriter(out), new PrintWriter(err))
                        .execute(arguments);
        assertThat(status).as(err.toString()).isZero();
        return out.toString();
    }
}
