package io.reducto.memory.secret;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Findings that someone has looked at and lets pass. A text file, one {@code fingerprint} or {@code
 * detector:fingerprint} a line, with {@code #} before comments; it holds no secret.
 */
public final class AllowList {
    /** Lets nothing pass. */
    public static final AllowList EMPTY = parse("");

    /**
     * A line that allows nothing. Its text is left out: it may be a secret that was put there by
     * mistake.
     *
     * @param number from 1
     * @param reason what was expected
     */
    public record MalformedLine(int number, String reason) {}

    private final Set<String> allowed = new HashSet<>();
    private final List<MalformedLine> malformed = new ArrayList<>();

    private AllowList() {}

    /** Reads the file's text; lines that cannot be read are in {@link #malformed}. */
    public static AllowList parse(String text) {
        AllowList list = new AllowList();
        int number = 0;
        for (String line : text.lines().toList()) {
            list.take(++number, line);
        }
        return list;
    }

    private void take(int number, String line) {
        int comment = line.indexOf('#');
        String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (entry.isEmpty()) {
            return;
        }
        Optional<String> flaw = flaw(entry);
        if (flaw.isPresent()) {
            malformed.add(new MalformedLine(number, flaw.get()));
        } else {
            allowed.add(entry);
        }
    }

    private static Optional<String> flaw(String entry) {
        int colon = entry.indexOf(':');
        if (colon >= 0 && !Detectors.NAMES.contains(entry.substring(0, colon))) {
            return Optional.of("expected the name of a detector before the colon");
        }
        boolean isFingerprint =
                entry.length() - colon - 1 == Finding.FINGERPRINT_DIGITS
                        && Fingerprint.isAt(entry, colon + 1);
        return isFingerprint
                ? Optional.empty()
                : Optional.of(
                        "expected a fingerprint of %d lower-case hex digits, found %d characters"
                                .formatted(Finding.FINGERPRINT_DIGITS, entry.length() - colon - 1));
    }

    /** Whether {@code finding} passes. */
    public boolean allows(Finding finding) {
        return allowed.contains(finding.fingerprint())
                || allowed.contains(finding.detector() + ':' + finding.fingerprint());
    }

    /** Those of {@code findings} that do not pass, in their order. */
    public List<Finding> remaining(List<Finding> findings) {
        return findings.stream().filter(finding -> !allows(finding)).toList();
    }

    /** Lines that allow nothing, in their order. */
    public List<MalformedLine> malformed() {
        return List.copyOf(malformed);
    }
}
