package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryReaderTest {
    private static final String MARK = "\ufeff";

    @Test
    void anArrayGivesItsEntriesWithTheirPlaces() {
        EntryFile file =
                read("[\n  {\"id\": \"a\"},\n  { \"id\" : \"\u00e4\" , \"n\":1.0}, {}\n]\n");
        assertThat(file.damages()).isEmpty();
        assertThat(values(file))
                .containsExactly("{\"id\":\"a\"}", "{\"id\":\"\u00e4\",\"n\":1.0}", "{}");
        assertThat(file.entries().get(1).place()).isEqualTo(new Place("f", 19, 3));
        assertThat(file.entries().get(2).place()).isEqualTo(new Place("f", 45, 3));
        assertThat(file.entries().get(1).entry().key()).isEqualTo("default/\u00e4");
    }

    @Test
    void linesGiveTheirEntriesWithTheirPlaces() {
        EntryFile file = read("\r\n{\"id\":\"\u00e4\"}\r\n\n  {\"id\":2} \n{\"id\":3}");
        assertThat(file.damages()).isEmpty();
        assertThat(values(file)).containsExactly("{\"id\":\"\u00e4\"}", "{\"id\":2}", "{\"id\":3}");
        assertThat(file.entries())
                .extracting(PlacedEntry::place)
                .containsExactly(
                        new Place("f", 2, 2), new Place("f", 16, 4), new Place("f", 28, 5));
    }

    @Test
    void aMarkOfTheByteOrderIsNoDamage() {
        for (String text : new String[] {"[{\"id\":1}]", "\n[{\"id\":1}]", "{\"id\":1}"}) {
            EntryFile file = read(MARK + text);
            assertThat(file.damages()).isEmpty();
            assertThat(values(file)).containsExactly("{\"id\":1}");
            assertThat(file.entries().get(0).place().offset()).isEqualTo(3 + text.indexOf('{'));
        }
    }

    @Test
    void nothingIsNoDamage() {
        for (String text :
                new String[] {"", "\n", " \r\n\t", MARK, "[]", "[ ]\n", MARK + "\n[\n]"}) {
            assertThat(read(text)).isEqualTo(new EntryFile(List.of(), List.of()));
        }
    }

    @Test
    void neighboursOfDamageAreTaken() {
        EntryFile file =
                read("[{\"id\":1}, 17, \"}]\", [{\"id\":9}], {\"a\":1,\"a\":2}, {\"id\":2} true]");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(damaged(file))
                .containsExactly("17", "\"}]\"", "[{\"id\":9}]", "{\"a\":1,\"a\":2}", "true");
        EntryFile lines = read("{\"id\":1}\n17\n\n{\"id\":\n\"]\"\n}\n<<<<<<< HEAD\n{\"id\":2}\n");
        assertThat(values(lines)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(damaged(lines)).containsExactly("17", "{\"id\":", "\"]\"", "}", "<<<<<<< HEAD");
        assertThat(lines.damages().get(1).place()).isEqualTo(new Place("f", 13, 4));
    }

    @Test
    void anArrayThatIsCutGivesWhatIsWhole() {
        EntryFile file = read("[\n{\"id\":1},\n{\"id\":2,\"text\":\"ab");
        assertThat(values(file)).containsExactly("{\"id\":1}");
        assertThat(damaged(file)).containsExactly("{\"id\":2,\"text\":\"ab");
        assertThat(file.damages().get(0).reason()).isEqualTo("not JSON: it ends in the middle");
        for (String cut : new String[] {"[{\"id\":1}", "[{\"id\":1},\n"}) {
            EntryFile whole = read(cut);
            assertThat(values(whole)).containsExactly("{\"id\":1}");
            assertThat(damaged(whole)).containsExactly("");
            assertThat(whole.damages().get(0).reason()).isEqualTo("the array has no end");
        }
    }

    @Test
    void moreBehindTheArrayIsDamage() {
        EntryFile file = read("[{\"id\":1}] \n[{\"id\":2}]\n");
        assertThat(values(file)).containsExactly("{\"id\":1}");
        assertThat(damaged(file)).containsExactly("[{\"id\":2}]\n");
    }

    @Test
    void aLoneQuoteCostsItsEntryOnly() {
        EntryFile file = read("[\n{\"id\":1},\n{\"id\":\"2\"x\"},\n{\"id\":3}\n]\n");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":3}");
        assertThat(damaged(file)).containsExactly("{\"id\":\"2\"x\"},\n");
        String indented =
                """
                [
                  {
                    "id": 1,
                    "in": [
                      {
                        "x": 1"
                      },
                      {
                        "id": "not an entry"
                      }
                    ]
                  },
                  {
                    "id": 2
                  }
                ]
                """;
        EntryFile file2 = read(indented);
        assertThat(values(file2)).containsExactly("{\"id\":2}");
        assertThat(file2.damages()).hasSize(1);
    }

    @Test
    void anEntryWithoutItsEndCostsItselfOnly() {
        EntryFile file = read("[\n  {\"id\":1,\n  {\"id\":2},\n  {\"id\":3}]");
        assertThat(values(file)).containsExactly("{\"id\":2}", "{\"id\":3}");
        assertThat(damaged(file)).containsExactly("{\"id\":1,\n  ");
        EntryFile leading = read("[\n {\"id\":1}\n ,{\"id\":\n ,{\"id\":3}\n]");
        assertThat(values(leading)).containsExactly("{\"id\":1}", "{\"id\":3}");
    }

    @Test
    void marksOfAConflictCostTheirLinesOnly() {
        EntryFile file =
                read(
                        "[\n<<<<<<< HEAD\n{\"id\":1},\n=======\n{\"id\":2},\n>>>>>>> x\n{\"id\":3}\n]\n");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        assertThat(damaged(file)).containsExactly("<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n");
    }

    @Test
    void aPartOfAnEntryIsNeverTakenForOne() {
        String flat =
                "[\n{\n\"id\": 1,\n\"in\": [\n{\n\"x\": 1\"\n},\n{\n\"id\": 9\n}\n]\n},\n{\n\"id\": 2\n}\n]";
        assertThat(values(read(flat))).isEmpty();
        assertThat(damaged(read(flat))).containsExactly(flat.substring(2));
        String one = "[{\"id\":1},{\"x\":1\"},{\"id\":2}]";
        assertThat(values(read(one))).containsExactly("{\"id\":1}");
        assertThat(damaged(read(one))).containsExactly(one.substring(10));
    }

    @Test
    void bytesThatAreNotUtf8CostTheirEntryOnly() {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.writeBytes("[{\"id\":\"\u00e4\"},{\"id\":\"".getBytes(StandardCharsets.UTF_8));
        array.write(0xed);
        array.write(0xa0);
        array.writeBytes("\"},{\"id\":2}]".getBytes(StandardCharsets.UTF_8));
        EntryFile file = EntryReader.read("f", array.toByteArray());
        assertThat(values(file)).containsExactly("{\"id\":\"\u00e4\"}", "{\"id\":2}");
        assertThat(file.damages()).hasSize(1);
        assertThat(file.damages().get(0).reason()).isEqualTo("not UTF-8");
        assertThat(file.damages().get(0).bytes()).hasSize(11);
        assertThat(file.damages().get(0).place()).isEqualTo(new Place("f", 13, 1));
        assertThat(file.entries().get(1).place()).isEqualTo(new Place("f", 25, 1));
    }

    @Test
    void depthCostsItsEntryOnly() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        EntryFile file = read("[{\"id\":1}," + deep + ",{\"id\":2}]");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(damaged(file)).containsExactly(deep);
        EntryFile lines = read("{\"id\":1}\n" + deep + "\n{\"id\":2}");
        assertThat(values(lines)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(damaged(lines)).containsExactly(deep);
        EntryFile elements = read("[" + "[".repeat(100_000) + "]".repeat(100_000) + ",{\"id\":2}]");
        assertThat(values(elements)).containsExactly("{\"id\":2}");
    }

    @Test
    void lengthHasALimit() {
        int text = Entry.BYTES_MAX - "{\"t\":\"\"}".length();
        String longest = "{\"t\":\"" + "x".repeat(text) + "\"}";
        String white = "{\"t\":" + " ".repeat(Entry.BYTES_MAX) + "\"\"}";
        String tooLong = "{\"t\":\"" + "x".repeat(20 << 20) + "\"}";
        EntryFile file =
                read(
                        "["
                                + String.join(
                                        ",",
                                        longest,
                                        longest.replace("{", "{ "),
                                        tooLong,
                                        white,
                                        "{}")
                                + "]");
        assertThat(values(file)).containsExactly(longest, "{}");
        assertThat(file.damages())
                .hasSize(3)
                .allMatch(d -> d.reason().contains("at most 16777216"));
        EntryFile lines = read(tooLong + "\n" + longest + "\n{}\n");
        assertThat(values(lines)).containsExactly(longest, "{}");
        assertThat(damaged(lines)).containsExactly(tooLong);
    }

    @Test
    void whatIsWrittenIsRead() {
        List<Entry> entries = new ArrayList<>();
        for (PlacedEntry entry :
                read("[{\"id\":1},{},{\"t\":\"a\\nb\\ud800\u00e4\"},{\"n\":1e999}]").entries()) {
            entries.add(entry.entry());
        }
        for (List<Entry> some : List.of(entries, entries.subList(0, 1), List.<Entry>of())) {
            for (byte[] bytes : List.of(EntryWriter.array(some), EntryWriter.lines(some))) {
                EntryFile file = EntryReader.read("f", bytes);
                assertThat(file.damages()).isEmpty();
                assertThat(file.entries()).extracting(PlacedEntry::entry).isEqualTo(some);
            }
        }
        assertThat(new String(EntryWriter.array(entries.subList(0, 2)), StandardCharsets.UTF_8))
                .isEqualTo("[\n{\"id\":1},\n{}\n]\n");
    }

    static EntryFile read(String text) {
        return EntryReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> values(EntryFile file) {
        List<String> values = new ArrayList<>();
        file.entries().forEach(e -> values.add(e.entry().object().text()));
        return values;
    }

    static List<String> damaged(EntryFile file) {
        List<String> damaged = new ArrayList<>();
        file.damages().forEach(d -> damaged.add(new String(d.bytes(), StandardCharsets.UTF_8)));
        return damaged;
    }
}
