package io.reducto.memory.secret;

import java.util.BitSet;
import java.util.List;

/** A text in which every sign of what was found is {@link Scan#NONE}. */
final class Blanked implements CharSequence {
    private final CharSequence text;
    private final BitSet blanks = new BitSet();

    Blanked(CharSequence text, List<Finding> found) {
        this.text = text;
        found.forEach(finding -> blanks.set(finding.start(), finding.end()));
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return blanks.get(index) ? Scan.NONE : text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        StringBuilder part = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            part.append(charAt(i));
        }
        return part;
    }

    @Override
    public String toString() {
        return subSequence(0, length()).toString();
    }
}
