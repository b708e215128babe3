package io.reducto.memory.client;

import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.Place;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.memory.json.JsonStrings;
import io.reducto.memory.secret.AllowList;
import io.reducto.memory.secret.Finding;
import io.reducto.memory.secret.SecretMask;
import io.reducto.memory.secret.SecretPolicy;
import io.reducto.memory.secret.SecretScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands before the intake: an entry in which a secret is found is held back, or taken with a mask
 * in its place. Safe for use by several threads.
 */
public final class SecretGate {
    private final SecretPolicy policy;
    private final AllowList allowed;

    /** What {@code allowed} lets pass is no secret. */
    public SecretGate(SecretPolicy policy, AllowList allowed) {
        this.policy = policy;
        this.allowed = allowed;
    }

    /**
     * An entry that was not taken.
     *
     * @param findings each with its detector and a fingerprint that the allow-list takes
     */
    public record Held(Place place, List<Finding> findings) {}

    /**
     * What came through.
     *
     * @param entries in their order
     * @param held in their order
     * @param masked how many of the entries have a mask
     */
    public record Passed(List<Entry> entries, List<Held> held, int masked) {}

    /** Looks at every name and every string of {@code entries}. */
    public Passed pass(List<PlacedEntry> entries) {
        List<Entry> passed = new ArrayList<>(entries.size());
        List<Held> held = new ArrayList<>();
        int masked = 0;
        for (PlacedEntry placed : entries) {
            List<Finding> findings = findings(placed.entry());
            if (findings.isEmpty()) {
                passed.add(placed.entry());
            } else if (policy == SecretPolicy.MASK) {
                passed.add(masked(placed.entry()));
                masked++;
            } else {
                held.add(new Held(placed.place(), findings));
            }
        }
        return new Passed(List.copyOf(passed), List.copyOf(held), masked);
    }

    private List<Finding> findings(Entry entry) {
        List<Finding> findings = new ArrayList<>();
        JsonStrings.forEach(
                entry.value(), (field, text) -> findings.addAll(remaining(field, text)));
        return findings;
    }

    private Entry masked(Entry entry) {
        return Entry.ofValue(
                JsonStrings.map(
                        entry.value(),
                        (field, text) -> SecretMask.mask(text, remaining(field, text))));
    }

    /** {@code field} is empty where {@code text} is a name itself. */
    private List<Finding> remaining(String field, String text) {
        return allowed.remaining(
                field.isEmpty()
                        ? SecretScanner.find(text)
                        : SecretScanner.findInField(field, text));
    }
}
