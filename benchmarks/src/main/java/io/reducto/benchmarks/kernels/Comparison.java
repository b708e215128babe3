package io.reducto.benchmarks.kernels;

import io.reducto.benchmarks.kernels.Contender.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * All contenders of a kernel, taking turns.
 *
 * <p>The machine may be shared, and what else runs on it slows down whoever is measured at that
 * time, in processor time too: caches are shared. So every one has its turn in every round, and
 * what counts is its fastest window: noise has one direction.
 */
final class Comparison {
    private static final String SUM = "stages, one after the other";

    private final Kernel kernel;
    private final Effort effort;

    /** Fastest so far. */
    private final Map<Contender, Double> speeds = new LinkedHashMap<>();

    /** Why a contender could not be measured. */
    private final Map<Contender, String> missing = new LinkedHashMap<>();

    Comparison(Kernel kernel, Effort effort) {
        this.kernel = kernel;
        this.effort = effort;
    }

    /** The rows of all contenders; {@code progress} hears of every turn. */
    List<Row> run(List<Contender> contenders, Consumer<String> progress)
            throws IOException, InterruptedException {
        for (int round = 0; round < effort.rounds(); round++) {
            for (Contender contender : contenders) {
                progress.accept(
                        "%s: round %d of %d: %s, %s"
                                .formatted(
                                        kernel.id(),
                                        round + 1,
                                        effort.rounds(),
                                        contender.input(),
                                        contender.implementation()));
                measure(contender);
            }
        }
        return rows(contenders);
    }

    private void measure(Contender contender) throws IOException, InterruptedException {
        try {
            speeds.merge(contender, contender.meter().gigabytesPerSecond(effort), Math::max);
        } catch (Meter.NotInstalledException e) {
            missing.put(contender, Objects.requireNonNullElse(e.getMessage(), "not installed"));
        }
    }

    private List<Row> rows(List<Contender> contenders) {
        List<Row> rows = new ArrayList<>();
        for (Contender contender : contenders) {
            rows.add(row(contender, contenders));
            if (contender.role() == Role.REDUCTO) {
                addSum(contender, contenders, rows);
            }
        }
        return rows;
    }

    private Row row(Contender contender, List<Contender> all) {
        return new Row(
                kernel.id(),
                contender.input(),
                contender.implementation(),
                speed(contender),
                ratio(contender, Role.SCALAR, all),
                ratio(contender, Role.NATIVE, all),
                missing.getOrDefault(contender, ""));
    }

    private OptionalDouble speed(Contender contender) {
        Double speed = speeds.get(contender);
        return speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    private OptionalDouble ratio(Contender contender, Role role, List<Contender> all) {
        OptionalDouble speed = speed(contender);
        if (contender.role() == role || speed.isEmpty()) {
            return OptionalDouble.empty();
        }
        return all.stream()
                .filter(other -> other.role() == role && other.input().equals(contender.input()))
                .map(this::speed)
                .flatMapToDouble(OptionalDouble::stream)
                .map(other -> speed.getAsDouble() / other)
                .findFirst();
    }

    /** What the stages of a path come to, were there nothing between them: their harmonic sum. */
    private void addSum(Contender whole, List<Contender> all, List<Row> rows) {
        double[] stages =
                all.stream()
                        .filter(one -> one.role() == Role.STAGE)
                        .filter(one -> one.isOf(whole.input()))
                        .map(this::speed)
                        .flatMapToDouble(OptionalDouble::stream)
                        .toArray();
        if (stages.length > 0) {
            OptionalDouble none = OptionalDouble.empty();
            OptionalDouble sum = OptionalDouble.of(harmonicSum(stages));
            rows.add(new Row(kernel.id(), whole.input(), SUM, sum, none, none, ""));
        }
    }

    /** Throughput of stages that each see every byte, one after the other. */
    static double harmonicSum(double... stages) {
        double secondsPerGigabyte = 0;
        for (double stage : stages) {
            secondsPerGigabyte += 1 / stage;
        }
        return 1 / secondsPerGigabyte;
    }
}
