package io.reducto.memory.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the anchors of all detectors in one walk: a table by the first two characters answers "none
 * here" for nearly every place of a text.
 */
final class AnchorIndex {
    private static final int BITS = 7;

    /** Stands for every character beyond ASCII, and for the end. */
    private static final int OTHER = (1 << BITS) - 1;

    private static final int PAIRS = 1 << (2 * BITS);

    private record Anchor(Detector detector, String word) {}

    /** By pair; 0 where no anchor begins, otherwise one more than the ordinal in {@link #lists}. */
    private final short[] table = new short[PAIRS];

    private final List<List<Anchor>> lists = new ArrayList<>();

    AnchorIndex(List<Detector> detectors) {
        for (Detector detector : detectors) {
            for (String word : detector.anchors()) {
                add(new Anchor(detector, word));
            }
        }
    }

    private void add(Anchor anchor) {
        for (int pair = 0; pair < PAIRS; pair++) {
            if (begins(anchor, (char) (pair >>> BITS), (char) (pair & OTHER))) {
                if (table[pair] == 0) {
                    lists.add(new ArrayList<>());
                    table[pair] = (short) lists.size();
                }
                lists.get(table[pair] - 1).add(anchor);
            }
        }
    }

    private static boolean begins(Anchor anchor, char first, char second) {
        String word = anchor.word();
        return same(anchor, word.charAt(0), first)
                && (word.length() == 1 || same(anchor, word.charAt(1), second));
    }

    private static boolean same(Anchor anchor, char a, char b) {
        return a == b || (anchor.detector().ignoresCase() && Scan.lower(a) == Scan.lower(b));
    }

    /** Lets each detector look at each place of {@code text} where one of its anchors stands. */
    void inspect(CharSequence text, Scan scan) {
        int length = text.length();
        int next = length == 0 ? OTHER : Math.min(text.charAt(0), OTHER);
        for (int i = 0; i < length; i++) {
            int first = next;
            next = i + 1 < length ? Math.min(text.charAt(i + 1), OTHER) : OTHER;
            int list = table[(first << BITS) | next];
            if (list != 0) {
                inspect(lists.get(list - 1), scan, i);
            }
        }
    }

    private static void inspect(List<Anchor> anchors, Scan scan, int at) {
        if (at < scan.maskedTo()) {
            return;
        }
        for (Anchor anchor : anchors) {
            Detector detector = anchor.detector();
            if (scan.matches(anchor.word(), at, detector.ignoresCase())) {
                detector.inspect(scan, at, at + anchor.word().length());
            }
        }
    }
}
