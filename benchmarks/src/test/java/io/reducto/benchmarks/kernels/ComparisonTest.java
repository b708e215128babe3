package io.reducto.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reducto.benchmarks.kernels.Contender.Role;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Effort TWO_ROUNDS = new Effort(2, 0, 1, 1);

    private final List<String> turns = new ArrayList<>();

    @Test
    void allHaveTheirTurnInEveryRoundAndTheFastestCounts() throws Exception {
        List<Row> rows =
                run(
                        contender("i", "ours", Role.REDUCTO, 3, 6),
                        contender("i", "scalar", Role.SCALAR, 2, 1),
                        contender("i", "c", Role.NATIVE, 12, 8),
                        contender("j", "alone", Role.REDUCTO, 5, 4));

        assertThat(turns)
                .containsExactly("ours", "scalar", "c", "alone", "ours", "scalar", "c", "alone");
        assertThat(rows)
                .extracting(Row::gigabytesPerSecond)
                .containsExactly(of(6), of(2), of(12), of(5));
        assertThat(rows)
                .extracting(Row::toScalar)
                .containsExactly(of(3), OptionalDouble.empty(), of(6), OptionalDouble.empty());
        assertThat(rows.get(0).toNative()).isEqualTo(of(0.5));
        assertThat(rows.get(2).toNative()).isEmpty();
        assertThat(rows.get(3).toNative()).as("of another input").isEmpty();
    }

    @Test
    void whatIsNotInstalledIsSaid() throws Exception {
        Contender absent =
                new Contender(
                        "i",
                        "c",
                        Role.NATIVE,
                        effort -> {
                            throw new Meter.NotInstalledException("libc-of-theirs");
                        });

        List<Row> rows = run(contender("i", "ours", Role.REDUCTO, 1, 1), absent);

        assertThat(rows.get(0).toNative()).isEmpty();
        assertThat(rows.get(1).gigabytesPerSecond()).isEmpty();
        assertThat(rows.get(1).note()).isEqualTo("not installed (Debian: libc-of-theirs)");
    }

    @Test
    void stagesAreAddedUpBehindTheirPath() throws Exception {
        List<Row> rows =
                run(
                        contender(Contender.ANY_INPUT, "cut", Role.STAGE, 2, 2),
                        contender("new", "pack", Role.STAGE, 2, 1),
                        contender("new", "whole", Role.REDUCTO, 0.9, 0.8),
                        contender("known", "pack", Role.STAGE, 8, 8),
                        contender("known", "whole", Role.REDUCTO, 1.5, 1.4));

        assertThat(rows)
                .extracting(Row::implementation)
                .containsExactly(
                        "cut",
                        "pack",
                        "whole",
                        "stages, one after the other",
                        "pack",
                        "whole",
                        "stages, one after the other");
        assertThat(rows.get(3).gigabytesPerSecond()).isEqualTo(of(1));
        assertThat(rows.get(6).gigabytesPerSecond().orElseThrow()).isEqualTo(1.6, within(1e-9));
    }

    private List<Row> run(Contender... contenders) throws Exception {
        return new Comparison(Kernel.BLAKE3, TWO_ROUNDS).run(List.of(contenders), turn -> {});
    }

    private Contender contender(String input, String name, Role role, double... speeds) {
        Iterator<Double> next = DoubleStream.of(speeds).iterator();
        return new Contender(
                input,
                name,
                role,
                effort -> {
                    turns.add(name);
                    return next.next();
                });
    }

    private static OptionalDouble of(double value) {
        return OptionalDouble.of(value);
    }
}
