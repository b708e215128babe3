package io.reducto.benchmarks.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was measured, for people (a Markdown table for each part) and for programs (JSON).
 *
 * @param machine that it was measured on
 * @param isQuick whether it only shows that it runs
 * @param sections in their order
 */
record MemoryTable(String machine, boolean isQuick, List<Section> sections) {
    private static final String QUICK =
            "Quick: shows that it runs, and means nothing as a figure.\n";

    MemoryTable {
        sections = List.copyOf(sections);
    }

    /** The tables, and below them what they were measured on. */
    String toText() {
        String tables = sections.stream().map(MemoryTable::text).collect(Collectors.joining());
        return tables + machine + "\n" + (isQuick ? QUICK : "");
    }

    private static String text(Section section) {
        String head =
                "| %s | %s | bar | met |%n| --- |%s --- | --- |%n"
                        .formatted(
                                section.title(),
                                String.join(" | ", section.columns()),
                                " ---: |".repeat(section.columns().size()));
        String rows =
                section.rows().stream()
                        .map(row -> line(section, row))
                        .collect(Collectors.joining());
        String notes =
                section.notes().stream().map(note -> note + "\n").collect(Collectors.joining());
        return head + rows + "\n" + (notes.isEmpty() ? "" : notes + "\n");
    }

    private static String line(Section section, Section.Row row) {
        String figures =
                row.figures().stream().map(Figures::text).collect(Collectors.joining(" | "));
        String bars = row.bars().stream().map(Bar::toString).collect(Collectors.joining("; "));
        String met =
                row.bars().stream()
                        .map(bar -> section.isMet(row, bar) ? "yes" : "no")
                        .collect(Collectors.joining("; "));
        return "| %s | %s | %s | %s |%n".formatted(row.name(), figures, bars, met);
    }

    /** The same as one JSON object. */
    String toJson() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("machine", machine).put("quick", isQuick);
        ArrayNode parts = root.putArray("parts");
        for (Section section : sections) {
            ObjectNode part = parts.addObject();
            part.put("name", section.name()).put("title", section.title());
            ArrayNode rows = part.putArray("rows");
            section.rows().forEach(row -> put(rows.addObject(), section, row));
            section.notes().forEach(part.putArray("notes")::add);
        }
        return root.toPrettyString() + "\n";
    }

    private static void put(ObjectNode node, Section section, Section.Row row) {
        node.put("name", row.name());
        ObjectNode figures = node.putObject("figures");
        for (int i = 0; i < section.columns().size(); i++) {
            figures.put(section.columns().get(i), row.figures().get(i));
        }
        ArrayNode bars = node.putArray("bars");
        for (Bar bar : row.bars()) {
            ObjectNode of = bars.addObject().put("column", bar.column()).put("limit", bar.limit());
            of.put("inclusive", bar.isInclusive()).put("met", section.isMet(row, bar));
        }
    }
}
