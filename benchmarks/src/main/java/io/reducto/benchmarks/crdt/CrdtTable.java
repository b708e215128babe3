package io.reducto.benchmarks.crdt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was measured, for people (a Markdown table) and for programs (JSON).
 *
 * @param machine that it was measured on
 * @param effort how often
 * @param rows in the order of the table
 * @param missing names of what could not be measured
 */
record CrdtTable(String machine, Effort effort, List<Row> rows, List<String> missing) {
    private static final String HEAD =
            """
            | keys | implementation | merge ms | best | take delta ms | best | state bytes | deflated | delta bytes | deflated |
            | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    CrdtTable {
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
    }

    /** The table, and below it what it was measured on. */
    String toText() {
        String lines = rows.stream().map(CrdtTable::line).collect(Collectors.joining());
        String absent = missing.isEmpty() ? "" : "Not measured, not installed: " + missing + ".\n";
        return HEAD + lines + "\n" + conditions() + "\n" + absent;
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %.2f | %.2f | %.2f | %.2f | %,d | %,d | %,d | %,d |%n",
                row.keys(),
                row.implementation(),
                row.merge().medianMs(),
                row.merge().bestMs(),
                row.take().medianMs(),
                row.take().bestMs(),
                row.state().bytes(),
                row.state().deflated(),
                row.delta().bytes(),
                row.delta().deflated());
    }

    private String conditions() {
        return "Half of the keys differ; values of 100 characters; median and best of %d after %d. %s"
                .formatted(effort.rounds(), effort.warmups(), machine);
    }

    /** The same as one JSON object. */
    String toJson() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("machine", machine).put("rounds", effort.rounds());
        root.put("warmups", effort.warmups());
        ArrayNode array = root.putArray("rows");
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            node.put("keys", row.keys()).put("implementation", row.implementation());
            put(node.putObject("merge"), row.merge());
            put(node.putObject("takeDelta"), row.take());
            put(node.putObject("state"), row.state());
            put(node.putObject("delta"), row.delta());
        }
        missing.forEach(root.putArray("missing")::add);
        return root.toPrettyString() + "\n";
    }

    private static void put(ObjectNode node, Times times) {
        node.put("medianMs", times.medianMs()).put("bestMs", times.bestMs());
    }

    private static void put(ObjectNode node, Sizes sizes) {
        node.put("bytes", sizes.bytes()).put("deflated", sizes.deflated());
    }
}
