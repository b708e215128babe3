package io.reducto.memory.secret;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * One pass over one text: what detectors ask of it, and what they have found. Runs are remembered,
 * so that many anchors in one run cost one walk over it.
 */
final class Scan {
    /** Answered for places outside the text; part of no secret. */
    static final char NONE = '\uffff';

    /** A place that a detector recognised. */
    record Candidate(Detector detector, int start, int end) {
        int length() {
            return end - start;
        }
    }

    /** A place that holds a mask, or a run. */
    record Span(int start, int end) {}

    private final CharSequence text;
    private final int length;
    private final EnumMap<CharClass, Span> runs = new EnumMap<>(CharClass.class);
    private final IdentityHashMap<Detector, Integer> decided = new IdentityHashMap<>(4);
    private final List<Candidate> candidates = new ArrayList<>(2);
    private final List<Span> masks = new ArrayList<>(2);

    Scan(CharSequence text) {
        this.text = text;
        this.length = text.length();
    }

    int length() {
        return length;
    }

    char at(int place) {
        return place >= 0 && place < length ? text.charAt(place) : NONE;
    }

    String text(int start, int end) {
        return text.subSequence(start, end).toString();
    }

    /** The end of the longest run of {@code of} that begins at {@code from}. */
    int runEnd(CharClass of, int from) {
        Span known = runs.get(of);
        if (known != null && from >= known.start() && from < known.end()) {
            return known.end();
        }
        int end = from;
        while (end < length && of.has(text.charAt(end))) {
            end++;
        }
        runs.put(of, new Span(from, end));
        return end;
    }

    /** Whether {@code word} stands at {@code place}. */
    boolean matches(String word, int place, boolean ignoreCase) {
        return matches(text, word, place, ignoreCase);
    }

    /** Whether {@code word} stands at {@code place} of {@code text}. */
    static boolean matches(CharSequence text, String word, int place, boolean ignoreCase) {
        if (place < 0 || place + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(place + i);
            if (c != word.charAt(i) && !(ignoreCase && lower(c) == lower(word.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ' ') : c;
    }

    /**
     * Whether a word can begin at {@code place}: behind no letter or digit, save those of an escape
     * ({@code \n}, {@code \}{@code u0026}, {@code %3D}).
     */
    boolean opens(int place) {
        char before = at(place - 1);
        if (!CharClass.ALNUM.has(before)) {
            return true;
        }
        return (at(place - 2) == '\\' && "nrt".indexOf(before) >= 0)
                || at(place - 3) == '%'
                || (at(place - 6) == '\\' && at(place - 5) == 'u');
    }

    /** Whether a word can end before {@code place}. */
    boolean closes(int place) {
        return !CharClass.ALNUM.has(at(place));
    }

    /**
     * Whether {@code by} asks about a run that ends at {@code end} for the first time. Of the
     * anchors in one run the first decides.
     */
    boolean isFirstLook(Detector by, int end) {
        Integer before = decided.put(by, end);
        return before == null || before != end;
    }

    void add(Detector by, int start, int end) {
        candidates.add(new Candidate(by, start, end));
    }

    /** The end of the mask whose opening ends at {@code from}; -1 without one. */
    int maskEnd(int from) {
        return SecretMask.end(text, from);
    }

    /** Whether a mask begins at {@code place}. */
    boolean isMask(int place) {
        return matches(SecretMask.OPENING, place, false)
                && maskEnd(place + SecretMask.OPENING.length()) > 0;
    }

    void addMask(int start, int end) {
        masks.add(new Span(start, end));
    }

    /** The end of the last mask; in it nothing is looked for. */
    int maskedTo() {
        return masks.isEmpty() ? 0 : masks.get(masks.size() - 1).end();
    }

    /** What was recognised and holds no part of a mask, in no order. */
    List<Candidate> candidates() {
        if (!masks.isEmpty()) {
            candidates.removeIf(this::isMasked);
        }
        return candidates;
    }

    /** Masks ascend and are apart: the last that begins before the end decides. */
    private boolean isMasked(Candidate candidate) {
        int low = 0;
        int high = masks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (masks.get(middle).start() < candidate.end()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && masks.get(low - 1).end() > candidate.start();
    }
}
