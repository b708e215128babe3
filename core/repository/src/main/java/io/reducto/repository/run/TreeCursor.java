package io.reducto.repository.run;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of one run that lie in a range. Holds the pages from the root to where it is,
 * so it reads each page once, whatever the cache keeps.
 */
final class TreeCursor implements RunCursor {
    private final RunReader run;
    private final KeyRange range;

    /** The page of each level that the cursor is in, and the ordinal in it; leaves at 0. */
    private final @Nullable RunPage[] pages;

    private final int[] ordinals;
    private State state = State.BEFORE;

    private enum State {
        BEFORE,
        WITHIN,
        BEHIND,
        FAILED
    }

    TreeCursor(RunReader run, KeyRange range) {
        this.run = run;
        this.range = range;
        this.pages = new RunPage[run.levels()];
        this.ordinals = new int[run.levels()];
    }

    @Override
    public boolean next() throws IOException {
        State before = state;
        if (before == State.BEHIND) {
            return false;
        }
        if (before == State.FAILED) {
            throw new IllegalStateException(run + ": the cursor has failed");
        }
        state = State.FAILED;
        boolean isThere = before == State.BEFORE ? seek() : advance();
        boolean isInside = isThere && !range.isPassedBy(leaf().key(ordinals[0]));
        state = isInside ? State.WITHIN : State.BEHIND;
        return isInside;
    }

    @Override
    public Slice key() {
        checkWithin();
        return leaf().key(ordinals[0]);
    }

    @Override
    public Slice value() {
        checkWithin();
        return leaf().value(ordinals[0]);
    }

    private void checkWithin() {
        if (state != State.WITHIN) {
            throw new IllegalStateException(run + ": the cursor is not at an entry");
        }
    }

    private RunPage leaf() {
        return Objects.requireNonNull(pages[0]);
    }

    /** Goes to the first entry that is not below the range; whether there is one. */
    private boolean seek() throws IOException {
        RunPage page = run.root();
        for (int level = run.levels() - 1; level > 0; level--) {
            int child = Math.max(page.floor(range.from(), 0), 0);
            enter(level, page, child);
            page = run.child(page, child);
        }
        int at = page.floor(range.from(), 0);
        boolean isBelow = at < 0 || page.compareKey(at, range.from()) < 0;
        enter(0, page, isBelow ? at + 1 : at);
        return ordinals[0] < page.count() || advance();
    }

    /** Goes to the next entry; whether there is one. */
    private boolean advance() throws IOException {
        int level = 0;
        while (level < ordinals.length && ordinals[level] + 1 >= count(level)) {
            level++;
        }
        if (level == ordinals.length) {
            return false;
        }
        ordinals[level]++;
        for (; level > 0; level--) {
            RunPage parent = pages[level];
            enter(level - 1, run.child(Objects.requireNonNull(parent), ordinals[level]), 0);
        }
        return true;
    }

    private int count(int level) {
        RunPage page = pages[level];
        return page == null ? 0 : page.count();
    }

    private void enter(int level, RunPage page, int ordinal) {
        pages[level] = page;
        ordinals[level] = ordinal;
    }
}
