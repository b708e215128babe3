package io.reducto.repository.run;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;

/** Walks several runs as if they were one: of equal keys only the newest run's entry is seen. */
final class MergeCursor implements RunCursor {
    private final PriorityQueue<Input> inputs = new PriorityQueue<>();
    private final List<StampedRun> newestFirst;
    private final KeyRange range;
    private Slice key = Slice.EMPTY;
    private Slice value = Slice.EMPTY;
    private State state = State.BEFORE;

    private enum State {
        BEFORE,
        WITHIN,
        BEHIND,
        FAILED
    }

    /** A run with its position; the queue is in the order of keys, then of age. */
    private record Input(RunCursor cursor, ValueStamp stamp, int age) implements Comparable<Input> {
        @Override
        public int compareTo(Input other) {
            int order = cursor.key().compareTo(other.cursor.key());
            return order == 0 ? Integer.compare(age, other.age) : order;
        }
    }

    MergeCursor(List<StampedRun> newestFirst, KeyRange range) {
        this.newestFirst = List.copyOf(newestFirst);
        this.range = range;
    }

    @Override
    public boolean next() throws IOException {
        if (state == State.FAILED) {
            throw new IllegalStateException("the cursor has failed");
        }
        boolean isFirst = state == State.BEFORE;
        state = State.FAILED;
        if (isFirst) {
            begin();
        }
        Input newest = inputs.poll();
        if (newest == null) {
            state = State.BEHIND;
            return false;
        }
        key = newest.cursor().key();
        value = newest.stamp().stamp(newest.cursor().value());
        advance(newest);
        skipOlder();
        state = State.WITHIN;
        return true;
    }

    private void begin() throws IOException {
        for (int age = 0; age < newestFirst.size(); age++) {
            StampedRun input = newestFirst.get(age);
            advance(new Input(input.run().scan(range), input.stamp(), age));
        }
    }

    private void skipOlder() throws IOException {
        Input older = inputs.peek();
        while (older != null && older.cursor().key().equals(key)) {
            advance(inputs.remove());
            older = inputs.peek();
        }
    }

    /** Moves an input that is not in the queue, and puts it there if it has a further entry. */
    private void advance(Input input) throws IOException {
        if (input.cursor().next()) {
            inputs.add(input);
        }
    }

    @Override
    public Slice key() {
        checkWithin();
        return key;
    }

    @Override
    public Slice value() {
        checkWithin();
        return value;
    }

    private void checkWithin() {
        if (state != State.WITHIN) {
            throw new IllegalStateException("the cursor is not at an entry");
        }
    }
}
