package io.reducto.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.file.MemoryFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMemoryTest {
    private static final Effort LEAST =
            new Effort(20, 1, 3, List.of(20, 40), 40, List.of(2, 5), List.of(20), 1, 1);

    private static final List<Part> PARTS =
            List.of(
                    new MergePart(),
                    new CurvePart(),
                    new MachinesPart(),
                    new CommandPart(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "io.reducto.cli.Reducto")),
                    new HeapPart());

    private record Run(int status, String out, String err) {
        static Run of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int status =
                    RunMemory.commandLine(
                                    PARTS, LEAST, new PrintWriter(out), new PrintWriter(err, true))
                            .execute(arguments);
            return new Run(status, out.toString(), err.toString());
        }
    }

    @Test
    void entriesAreOfATypicalLength() {
        for (int revision = 0; revision < 3; revision++) {
            byte[] value = EntryTexts.text(7, revision).getBytes(StandardCharsets.UTF_8);
            assertThat(Entry.ofValue(value).key()).isEqualTo("team/mem-000007");
            assertThat(value).hasSizeBetween(270, 360);
        }
        assertThat(EntryTexts.text(7, 1)).isNotEqualTo(EntryTexts.text(7, 2));
    }

    @Test
    void aMergeThatLosesSomethingIsNotMeasured() {
        MemoryInput input = MemoryInput.of(30);
        input.check();
        SortedMap<String, byte[]> silent = new TreeMap<>(input.theirs());
        silent.remove(MemoryFiles.UNIFIED);
        silent.keySet().removeIf(path -> path.contains("desk"));
        assertThat(silent).hasSize(2);
        assertThatThrownBy(() -> new MemoryInput(30, input.mine(), silent).check())
                .hasMessage("a merged memory: concurrent: expected 3, found 0");
        assertThatThrownBy(() -> new MemoryInput(31, input.mine(), input.theirs()).check())
                .hasMessage("a merged memory: entries: expected 31, found 30");
    }

    @Test
    void aMergeOfDamagedFilesIsNotMeasured() {
        MemoryInput input = MemoryInput.of(30);
        byte[] damaged = input.theirs().getOrDefault(MemoryFiles.UNIFIED, new byte[0]).clone();
        damaged[100] ^= 1;
        SortedMap<String, byte[]> theirs = new TreeMap<>(input.theirs());
        theirs.put(MemoryFiles.UNIFIED, damaged);
        assertThatThrownBy(() -> Merge.of(input.mine().copy(), theirs))
                .hasMessageContaining("were damaged");
    }

    @Test
    void percentilesAreByNearestRank() {
        Distribution hundred =
                Distribution.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i));
        assertThat(hundred).isEqualTo(new Distribution(50, 99, 100));
        assertThat(Distribution.of(DoubleStream.of(3, 1))).isEqualTo(new Distribution(1, 3, 3));
        assertThatThrownBy(() -> Distribution.of(DoubleStream.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 15, 16, 17, 200, 2_000})
    void theLeastHeapIsTheLeastThatIsEnough(int needed) throws Exception {
        List<Integer> asked = new ArrayList<>();
        int least =
                LeastHeap.megabytes(
                        heap -> {
                            asked.add(heap);
                            return heap >= needed;
                        });
        assertThat(least).isEqualTo((needed + 1) / 2 * 2);
        assertThat(asked).doesNotHaveDuplicates().allMatch(heap -> heap % 2 == 0);
    }

    @Test
    void whatNeedsMoreThanAnyHeapIsSaid() {
        assertThatThrownBy(() -> LeastHeap.megabytes(heap -> false))
                .hasMessageContaining("2048 MiB");
    }

    @Test
    void barsAreHeldAgainstTheFigureOfTheirColumn() {
        assertThat(Bar.below("x", 1).isMetBy(1)).isFalse();
        assertThat(Bar.atMost("x", 1).isMetBy(1)).isTrue();
        Section section =
                new CurvePart()
                        .section(
                                new TreeMap<>(
                                        Map.of(
                                                1_000, new CurvePart.Point(1e6, 0),
                                                100_000, new CurvePart.Point(4e9, 1e9))));
        assertThat(new MemoryTable("here", false, List.of(section)).toText())
                .contains(
                        "| 100,000 entries | 4 | 1 | 40 | 40 | median s below 3; to the least at most 2"
                                + " | no; no |",
                        "| 1,000 entries | 0.001 | 0 | 1 | 1 | to the least at most 2 | yes |")
                .doesNotContain("Quick");
    }

    @Test
    void largeMemoriesAreExchangedThreeTimes() {
        assertThat(CommandPart.runs(Effort.FULL))
                .isEqualTo("15 runs of 1,000 entries, 3 runs of 100,000 entries");
        assertThat(Effort.FULL.runs(10_000)).isEqualTo(15);
        assertThat(Effort.FULL.runs(10_001)).isEqualTo(3);
        assertThat(Effort.QUICK.runs(100_000)).isEqualTo(2);
    }

    @Test
    void aTableForEachPart() {
        Run run = Run.of("--quick");

        assertThat(run.status).as(run.err).isZero();
        assertThat(run.out)
                .contains("| merge of 20 entries | p50 ms | p99 ms | max ms | bar | met |")
                .contains("\n| render | ", "\n| 40 entries | ", "\n| 5 machines | ")
                .contains("\n| 20 entries, news on both sides | ", "\n| 20 entries, no news | ")
                .contains("Without an archive of classes", "\n| least heap | ")
                .contains("Quick: shows that it runs");
        assertThat(run.err.lines()).hasSize(8).allMatch(line -> line.startsWith("run-memory: "));
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        Run run = Run.of("--quick", "--json", "--part", "heap", "--part", "merge");

        assertThat(run.status).as(run.err).isZero();
        JsonNode parts = new ObjectMapper().readTree(run.out).get("parts");
        assertThat(parts.findValuesAsText("title"))
                .containsExactly("merge of 20 entries", "memory of one merge");
        JsonNode whole = parts.get(0).get("rows").get(0);
        assertThat(whole.get("figures").get("p99 ms").doubleValue()).isPositive();
        assertThat(whole.get("bars").get(0).get("limit").doubleValue()).isEqualTo(100);
        assertThat(whole.get("bars").get(0).get("met").isBoolean()).isTrue();
        JsonNode heap = parts.get(1).get("rows");
        for (JsonNode row : heap) {
            assertThat(row.get("figures").get("nothing to merge MB").doubleValue()).isPositive();
            assertThat(row.get("figures").get("20 entries MB").doubleValue()).isPositive();
        }
        JsonNode allocated = heap.get(3).get("figures");
        assertThat(allocated.get("more MB").doubleValue())
                .as("of 20 entries, twice their files at least")
                .isGreaterThan(0.02);
    }

    @Test
    void aPartThatIsNotThereIsWrongUsage() {
        Run run = Run.of("--part", "spead");

        assertThat(run.status).isEqualTo(2);
        assertThat(run.err)
                .contains(
                        "expected one of [merge, curve, machines, command, heap], found \"spead\"");
    }
}
