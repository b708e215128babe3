package io.reducto.benchmarks.kernels;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was measured, for people (a Markdown table) and for programs (JSON).
 *
 * @param machine that it was measured on
 * @param effort how long
 * @param rows in the order of the table
 */
record KernelTable(Machine machine, Effort effort, List<Row> rows) {
    private static final List<String> HEAD =
            List.of("kernel", "input", "implementation", "GB/s", "to scalar", "to native");
    private static final int FIRST_NUMBER = 3;
    private static final String NOTHING = "n/a";

    KernelTable {
        rows = List.copyOf(rows);
    }

    /** The table, and below it what it was measured on. */
    String toText() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        append(text, HEAD, widths);
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            rule.add(
                    "-".repeat(widths[i] - (i < FIRST_NUMBER ? 0 : 1))
                            + (i < FIRST_NUMBER ? "" : ":"));
        }
        append(text, rule, widths);
        lines.subList(1, lines.size()).forEach(line -> append(text, line, widths));
        return text.append('\n').append(conditions()).append('\n').toString();
    }

    /** The same as one JSON object. */
    String toJson() {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        ObjectNode on = root.putObject("machine");
        on.put("processor", machine.processor());
        on.put("cores", machine.cores());
        on.put("java", machine.java());
        ArrayNode flags = on.putArray("flags");
        machine.flags().forEach(flags::add);
        root.put("rounds", effort.rounds());
        root.put("windows", effort.windows());
        root.put("windowMs", effort.windowMs());
        ArrayNode array = root.putArray("rows");
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            node.put("kernel", row.kernel());
            node.put("input", row.input());
            node.put("implementation", row.implementation());
            put(node, "gigabytesPerSecond", row.gigabytesPerSecond());
            put(node, "ratioToScalar", row.toScalar());
            put(node, "ratioToNative", row.toNative());
            if (!row.note().isEmpty()) {
                node.put("note", row.note());
            }
        }
        return root.toPrettyString() + "\n";
    }

    private String conditions() {
        return "One thread; the fastest of %d windows of %d ms, in %d round(s). %s"
                .formatted(
                        effort.rounds() * effort.windows(),
                        effort.windowMs(),
                        effort.rounds(),
                        machine);
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.kernel(),
                row.input(),
                row.implementation(),
                row.note().isEmpty() ? number(row.gigabytesPerSecond()) : row.note(),
                number(row.toScalar()),
                number(row.toNative()));
    }

    /** Three digits that count. */
    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return NOTHING;
        }
        double number = value.getAsDouble();
        int digits = number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : number >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String space = " ".repeat(widths[i] - cell.length());
            text.append("| ").append(i < FIRST_NUMBER ? cell + space : space + cell).append(' ');
        }
        text.append("|\n");
    }

    private static void put(ObjectNode node, String field, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(field, value.getAsDouble());
        } else {
            node.putNull(field);
        }
    }
}
