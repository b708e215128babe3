package io.reducto.memory.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as it will be: with masks in the places of what was found.
 *
 * @param text with the masks
 * @param found what they stand for, which ascends; places are those of the text without masks
 */
record Masked(String text, List<Finding> found) {
    static Masked of(CharSequence text, List<Finding> found) {
        return new Masked(SecretMask.mask(text, found), found);
    }

    /** What was found and {@code more}, which was found in this text beside the masks. */
    List<Finding> with(List<Finding> more) {
        List<Finding> all = new ArrayList<>(found.size() + more.size());
        int shift = 0;
        int next = 0;
        for (Finding finding : more) {
            while (next < found.size() && found.get(next).start() + shift < finding.start()) {
                Finding before = found.get(next++);
                all.add(before);
                shift += SecretMask.length(before) - (before.end() - before.start());
            }
            all.add(
                    new Finding(
                            finding.detector(),
                            finding.start() - shift,
                            finding.end() - shift,
                            finding.fingerprint()));
        }
        all.addAll(found.subList(next, found.size()));
        return List.copyOf(all);
    }
}
