package io.reducto.connectors.sink;

import io.reducto.connectors.catalog.CatalogEvents;
import io.reducto.schemas.segment.CatalogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was flushed, and fails as it is told to. */
final class TestEvents implements CatalogEvents.Factory {
    private static final long serialVersionUID = 1L;

    /** What happens at each call, counted from 0; opens, sends and flushes alike. */
    interface Plan {
        /** Does nothing, or fails. */
        void call(int number) throws IOException, InterruptedException;
    }

    final transient List<CatalogEvent> flushed = new ArrayList<>();
    transient Plan plan = number -> {};
    int calls;
    int open;

    /** {@code object@version} of what was flushed, in order. */
    List<String> told() {
        return flushed.stream().map(event -> event.object() + "@" + event.version()).toList();
    }

    @Override
    public CatalogEvents open() throws IOException {
        try {
            plan.call(calls++);
        } catch (InterruptedException e) {
            throw new AssertionError("an open does not wait", e);
        }
        open++;
        return new Opened();
    }

    private final class Opened implements CatalogEvents {
        private final List<CatalogEvent> sent = new ArrayList<>();
        private boolean isBroken;

        @Override
        public void send(CatalogEvent event) throws IOException, InterruptedException {
            call();
            sent.add(event);
        }

        @Override
        public void flush() throws IOException, InterruptedException {
            call();
            flushed.addAll(sent);
            sent.clear();
        }

        private void call() throws IOException, InterruptedException {
            if (isBroken) {
                throw new AssertionError("used after a failure");
            }
            isBroken = true;
            plan.call(calls++);
            isBroken = false;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
