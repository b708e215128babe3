package io.reducto.benchmarks.memory;

import java.util.List;

/**
 * What one part of the measurement has found.
 *
 * @param name of the part, as the command takes it
 * @param title for people
 * @param columns of all rows
 * @param rows in the order of the table
 * @param notes on how it was measured
 */
record Section(
        String name, String title, List<String> columns, List<Row> rows, List<String> notes) {
    Section {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        for (Row row : rows) {
            if (row.figures().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "%s: %s: expected %d figures, found %s"
                                .formatted(name, row.name(), columns.size(), row.figures()));
            }
        }
    }

    /**
     * A line of the table.
     *
     * @param name what was measured
     * @param figures one for each column
     * @param bars that they are held against; none where the row is there to be read
     */
    record Row(String name, List<Double> figures, List<Bar> bars) {
        Row {
            figures = List.copyOf(figures);
            bars = List.copyOf(bars);
        }
    }

    /** Whether the figure of {@code row} in the column of {@code bar} meets it. */
    boolean isMet(Row row, Bar bar) {
        int column = columns.indexOf(bar.column());
        if (column < 0) {
            throw new IllegalArgumentException(name + ": no column is called " + bar.column());
        }
        return bar.isMetBy(row.figures().get(column));
    }
}
