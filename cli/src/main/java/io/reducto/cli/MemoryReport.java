package io.reducto.cli;

import io.reducto.crdt.Drift;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.secret.Finding;
import io.reducto.memory.sync.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a command that exchanges did, for people or programs, and its exit code. */
record MemoryReport(Output output) {
    private static final int COMMIT_DIGITS = 10;
    private static final int RIVALS_NAMED = 3;

    int print(Outcome outcome) {
        output.line(sentence(outcome), fields(outcome));
        for (SecretGate.Held held : outcome.held()) {
            output.note("held back, a secret: " + held.place());
            for (Finding finding : held.findings()) {
                output.note(
                        "  %s %s   a false alarm? its fingerprint goes into memory/secrets-allowed.txt"
                                .formatted(finding.detector(), finding.fingerprint()));
            }
        }
        if (outcome.damaged() > 0) {
            output.note(
                    "%d damaged: put aside in the clone's Git folder, reducto/memory/quarantine"
                            .formatted(outcome.damaged()));
        }
        rivals(outcome.rivals().values());
        outcome.drifts()
                .forEach(
                        (replica, drift) ->
                                output.note(
                                        "the clock of %s is ahead, by %s or more, or this one is behind: all writes count, its time is not taken over"
                                                .formatted(replica, words(drift))));
        outcome.equivocations()
                .forEach(
                        twice ->
                                output.note(
                                        "%s names two writes: was a clone copied with its Git folder? Run reducto memory init --new-name in one of them"
                                                .formatted(twice.dot())));
        outcome.notes().forEach(output::note);
        return code(outcome).code();
    }

    private static String words(Drift drift) {
        Duration ahead = Duration.ofMillis(drift.aheadMillis());
        return "%d h %d min".formatted(ahead.toHours(), ahead.toMinutesPart());
    }

    private void rivals(Collection<String> ofKeys) {
        SortedSet<String> keys = new TreeSet<>(ofKeys);
        if (!keys.isEmpty()) {
            output.note(
                    "%d with another value beside what is shown: %s%s; reducto memory show KEY has both"
                            .formatted(
                                    keys.size(),
                                    String.join(", ", keys.stream().limit(RIVALS_NAMED).toList()),
                                    keys.size() > RIVALS_NAMED ? ", ..." : ""));
        }
    }

    private static ExitCode code(Outcome outcome) {
        return switch (outcome.delivery()) {
            case IN_STEP, PUSHED, COMMITTED -> ExitCode.OK;
            case KEPT -> ExitCode.UNAVAILABLE;
            case REFUSED -> ExitCode.FAILED;
        };
    }

    private static String sentence(Outcome outcome) {
        List<String> parts = new ArrayList<>();
        Taken taken = outcome.taken();
        parts.add("%d added, %d changed".formatted(taken.added(), taken.changed()));
        if (!outcome.held().isEmpty()) {
            parts.add("%d held back".formatted(outcome.held().size()));
        }
        if (outcome.masked() > 0) {
            parts.add("%d masked".formatted(outcome.masked()));
        }
        parts.add("%d received".formatted(outcome.received()));
        return String.join(", ", parts)
                + "; "
                + delivery(outcome)
                + outcome.commit().map(id -> ": " + id.substring(0, COMMIT_DIGITS)).orElse("");
    }

    private static String delivery(Outcome outcome) {
        return switch (outcome.delivery()) {
            case IN_STEP -> "in step with the remote";
            case PUSHED -> "pushed";
            case COMMITTED -> "committed here";
            case KEPT ->
                    outcome.commit().isPresent()
                            ? "kept here until the remote answers"
                            : "kept in the saved state of this clone until the next command";
            case REFUSED -> "kept here, the remote refuses it";
        };
    }

    private static Map<String, Object> fields(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("added", outcome.taken().added());
        fields.put("changed", outcome.taken().changed());
        fields.put("unchanged", outcome.taken().unchanged());
        fields.put("held", outcome.held().stream().map(held -> "" + held.place()).toList());
        fields.put("masked", outcome.masked());
        fields.put("received", outcome.received());
        fields.put("damaged", outcome.damaged());
        fields.put("rivals", new TreeSet<>(outcome.rivals().values()));
        fields.put("drifting", outcome.drifts().keySet().stream().map(Object::toString).toList());
        fields.put("delivery", outcome.delivery().name().toLowerCase(Locale.ROOT));
        outcome.commit().ifPresent(commit -> fields.put("commit", commit));
        fields.put("notes", outcome.notes());
        return fields;
    }
}
