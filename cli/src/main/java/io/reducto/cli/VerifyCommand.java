package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.rebuild.LeftOut;
import io.reducto.repository.rebuild.StagedPacks;
import io.reducto.repository.rebuild.StagedPacks.Verdict;
import io.reducto.repository.verify.Sample;
import io.reducto.repository.verify.Verification;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto verify}: compares what is on the volumes with what commits say. */
@Command(
        name = "verify",
        description = {
            "Reads everything that a commit names and compares it: commit records and descriptions on every metadata volume, every shard with its parity, every chunk, every object. Never writes.",
            "The exit code is 0 when all is well, 8 when all can be read but shards or copies are missing or damaged, 4 when something cannot be read."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto verify -r /srv/v1              everything, as of the newest commit",
            "  reducto verify -r /srv/v1 --sample 5%% one in twenty stripes and objects",
            "  reducto verify --staged -r /srv/v1     packs that are in no commit"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int THREADS_MAX = 8;

    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Option(
            names = "--sample",
            paramLabel = "N%|COUNT",
            description = {
                "So many of the stripes and so many of the objects, chosen at random, instead of all.",
                "The chain of commits is read as a whole."
            })
    private @Nullable String sample;

    @Option(
            names = "--staged",
            description = {
                "Instead lists packs that no commit names: 'living' while one may still name it,",
                "'dead' when none ever will. Reads every commit record and the metadata of every shard."
            })
    private boolean isStaged;

    /** How many packs, and bytes of shards, a verdict has. */
    private record Total(long packs, long bytes) {
        Total plus(long more) {
            return new Total(packs + 1, bytes + more);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (!isStaged) {
            return verify();
        }
        if (at != null || sample != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--staged: expected neither --at nor --sample");
        }
        listStaged();
        return ExitCode.OK.code();
    }

    private int verify() throws Exception {
        Sample wanted = sample();
        try (OpenRepository open = repository.open()) {
            Repository opened = open.repository();
            try (Snapshot snapshot = at == null ? opened.newest() : opened.at(at)) {
                Verification verification =
                        Verification.of(
                                opened, snapshot, wanted, new SplittableRandom().nextLong());
                VerifyReport report = new VerifyReport(output);
                try (Progress progress = output.progress("verify", verification.plan().bytes())) {
                    return report.print(
                            verification, verification.run(report.listener(progress), threads()));
                }
            }
        }
    }

    private Sample sample() {
        try {
            return sample == null ? Sample.ALL : Sample.parse(sample);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static int threads() {
        return Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
    }

    private void listStaged() throws Exception {
        Map<Verdict, Total> totals = new EnumMap<>(Verdict.class);
        try (OpenRepository open = repository.open();
                StagedPacks packs = StagedPacks.of(open.repository())) {
            open.silent().forEach(why -> output.note("no answer from volume " + why));
            for (Optional<StagedPacks.Pack> next = packs.next();
                    next.isPresent() && !output.isBroken();
                    next = packs.next()) {
                StagedPacks.Pack pack = next.get();
                totals.merge(
                        pack.verdict(),
                        new Total(1, pack.bytes()),
                        (total, one) -> total.plus(one.bytes()));
                if (pack.verdict() != Verdict.COMMITTED) {
                    print(pack);
                }
            }
            for (LeftOut leftOut : packs.leftOut()) {
                output.note(
                        "%s: %s: %s".formatted(leftOut.omission(), leftOut.what(), leftOut.why()));
            }
        }
        printTotals(totals);
    }

    private void print(StagedPacks.Pack pack) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pack", pack.id().toString());
        fields.put("lineage", pack.lineage().toString());
        fields.put("epoch", pack.epoch());
        fields.put("shards", pack.shards());
        fields.put("bytes", pack.bytes());
        fields.put("verdict", name(pack.verdict()));
        String text =
                "%s  %s  %8d  %3d  %12d  %s"
                        .formatted(
                                pack.id(),
                                pack.lineage(),
                                pack.epoch(),
                                pack.shards(),
                                pack.bytes(),
                                name(pack.verdict()));
        output.line(text, fields);
    }

    private void printTotals(Map<Verdict, Total> totals) {
        Map<String, Object> fields = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            Total total = totals.getOrDefault(verdict, new Total(0, 0));
            String name = name(verdict);
            fields.put(name, Map.of("packs", total.packs, "bytes", total.bytes));
            text.append(text.isEmpty() ? "" : ", ");
            text.append("%d %s of %d bytes".formatted(total.packs, name, total.bytes));
        }
        output.line("packs: " + text, fields);
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
