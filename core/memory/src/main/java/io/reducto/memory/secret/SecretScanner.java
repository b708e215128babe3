package io.reducto.memory.secret;

import io.reducto.memory.secret.Scan.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Finds secrets in text.
 *
 * <pre>{@code
 * List<Finding> found = allowList.remaining(SecretScanner.find(text));
 * String safe = SecretMask.mask(text, found);
 * }</pre>
 *
 * <p>Findings ascend and do not overlap: where detectors recognise overlapping places, their union
 * is one finding and bears the name of the longest of them, of equal ones the first. The time is in
 * proportion to the length of the text, whatever it is. Safe for use by several threads.
 */
public final class SecretScanner {
    private static final AnchorIndex ANCHORS = new AnchorIndex(withMasks());

    private static final Comparator<Candidate> BY_PLACE =
            Comparator.comparingInt(Candidate::start)
                    .thenComparing(Comparator.comparingInt(Candidate::end).reversed())
                    .thenComparingInt(candidate -> Detectors.ALL.indexOf(candidate.detector()));

    /** The time stays in proportion to the length for texts that go on and on. */
    private static final int ROUNDS_MAX = 8;

    private SecretScanner() {}

    private static List<Detector> withMasks() {
        List<Detector> all = new ArrayList<>(Detectors.ALL);
        all.add(new MaskDetector());
        return all;
    }

    /** The secrets of {@code text}; places are UTF-16 units. */
    public static List<Finding> find(CharSequence text) {
        return find(text, (scan, whole) -> {});
    }

    /**
     * The secrets of {@code value}, which is the whole value of a field: it may be one itself when
     * {@code fieldName} says so.
     */
    public static List<Finding> findInField(CharSequence fieldName, CharSequence value) {
        return find(
                value, (scan, whole) -> Detectors.ASSIGNMENT.inspectField(scan, fieldName, whole));
    }

    /**
     * Looks again at the text with masks: there a run may have the length of a secret that it had
     * not beside what was found, or be near to what it was far from.
     */
    private static List<Finding> find(CharSequence text, BiConsumer<Scan, CharSequence> field) {
        List<Finding> found = look(text, field);
        List<Finding> more = found;
        for (int round = 1; round < ROUNDS_MAX && !more.isEmpty(); round++) {
            Masked masked = Masked.of(text, found);
            more = look(masked.text(), field);
            found = masked.with(more);
        }
        return found;
    }

    private static List<Finding> look(CharSequence text, BiConsumer<Scan, CharSequence> field) {
        Scan scan = new Scan(text);
        ANCHORS.inspect(text, scan);
        field.accept(scan, text);
        return findings(scan);
    }

    private static List<Finding> findings(Scan scan) {
        List<Candidate> candidates = scan.candidates();
        if (candidates.isEmpty()) {
            return List.of();
        }
        candidates.sort(BY_PLACE);
        List<Finding> findings = new ArrayList<>();
        Candidate best = candidates.get(0);
        int start = best.start();
        int end = best.end();
        for (Candidate next : candidates) {
            if (next.start() >= end) {
                findings.add(finding(scan, best, start, end));
                best = next;
                start = next.start();
            }
            end = Math.max(end, next.end());
            best = better(best, next);
        }
        findings.add(finding(scan, best, start, end));
        return List.copyOf(findings);
    }

    private static Candidate better(Candidate a, Candidate b) {
        if (a.length() != b.length()) {
            return a.length() > b.length() ? a : b;
        }
        return Detectors.ALL.indexOf(a.detector()) <= Detectors.ALL.indexOf(b.detector()) ? a : b;
    }

    private static Finding finding(Scan scan, Candidate best, int start, int end) {
        return new Finding(
                best.detector().name(), start, end, Fingerprint.of(scan.text(start, end)));
    }
}
