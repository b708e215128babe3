package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.sync.MemoryException;
import io.reducto.memory.sync.RemoteAddress;
import io.reducto.memory.sync.RemoteHistory;
import io.reducto.memory.sync.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at remotes in turn, on the thread of a fetcher. */
final class RemoteSplitReader implements SplitReader<RemoteNews, RemoteSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSplitReader.class);

    private final Map<String, RemoteAddress> remotes = new HashMap<>();
    private final Duration every;
    private final boolean isBounded;

    private final Map<String, Optional<String>> upTo = new LinkedHashMap<>();
    private final Map<String, RemoteHistory> histories = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    private final WorkFolder folder;
    private boolean isFirstLook = true;

    RemoteSplitReader(List<RemoteAddress> remotes, Duration every, boolean isBounded) {
        remotes.forEach(remote -> this.remotes.put(remote.toString(), remote));
        this.every = every;
        this.isBounded = isBounded;
        this.folder = WorkFolder.make();
    }

    @Override
    public void handleSplitsChanges(SplitsChange<RemoteSplit> changes) {
        for (RemoteSplit split : changes.splits()) {
            if (remotes.containsKey(split.remote())) {
                upTo.put(split.remote(), split.upTo());
            } else {
                unknown.add(split.remote());
            }
        }
        isFirstLook = true;
    }

    @Override
    public RecordsWithSplitIds<RemoteNews> fetch() throws IOException {
        RecordsBySplits.Builder<RemoteNews> news = new RecordsBySplits.Builder<>();
        news.addFinishedSplits(unknown);
        unknown.clear();
        if (isFirstLook || isTime()) {
            for (String remote : List.copyOf(upTo.keySet())) {
                look(remote).ifPresent(found -> news.add(remote, found));
            }
            isFirstLook = false;
        }
        if (isBounded) {
            news.addFinishedSplits(List.copyOf(upTo.keySet()));
            upTo.clear();
        }
        return news.build();
    }

    /** False when it is woken up, which says that something else is to be done. */
    private boolean isTime() throws IOException {
        try {
            return !wake.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two looks at remotes", e);
        }
    }

    private Optional<RemoteNews> look(String remote) throws IOException {
        try {
            Optional<RemoteHistory.News> news =
                    history(remote).read(upTo.getOrDefault(remote, Optional.empty()));
            if (news.isPresent()) {
                upTo.put(remote, Optional.of(news.get().commit()));
                return Optional.of(
                        new RemoteNews(news.get().commit(), arrived(remote, news.get())));
            }
            return isFirstLook ? Optional.of(greeting(remote)) : Optional.empty();
        } catch (MemoryException e) {
            if (isBounded || !mayPass(e)) {
                throw new IOException(remote + ": " + e.getMessage(), e);
            }
            LOG.warn("{}: {}; it is asked again after {}", remote, e.getMessage(), every);
            return Optional.empty();
        }
    }

    private static boolean mayPass(MemoryException e) {
        return switch (e.kind()) {
            case TOO_NEW, NOT_SET_UP -> false;
            default -> true;
        };
    }

    private RemoteNews greeting(String remote) {
        return new RemoteNews(
                upTo.getOrDefault(remote, Optional.empty()).orElse(""),
                List.of(new Arrived.Part(new ObservedRemoveMap())));
    }

    private RemoteHistory history(String remote) throws IOException {
        RemoteHistory known = histories.get(remote);
        if (known == null) {
            Path own = folder.path().resolve(Integer.toString(histories.size()));
            Surroundings surroundings = Surroundings.system(new SecureRandom(), Duration.ZERO);
            RemoteAddress address = Optional.ofNullable(remotes.get(remote)).orElseThrow();
            known = new RemoteHistory(own, address, surroundings);
            histories.put(remote, known);
        }
        return known;
    }

    private static List<Arrived> arrived(String remote, RemoteHistory.News news) {
        List<Arrived> arrived = new ArrayList<>();
        arrived.add(new Arrived.Part(new ObservedRemoveMap()));
        for (MemoryContents contents : news.contents()) {
            arrived.add(new Arrived.Part(contents.state()));
            for (Damage damage : contents.damages()) {
                String place = "%s, commit %s, %s".formatted(remote, news.commit(), damage.place());
                arrived.add(
                        new Arrived.Refused(
                                Rejection.ofBytes(place, damage.reason(), damage.bytes())));
            }
        }
        return arrived;
    }

    @Override
    public void wakeUp() {
        wake.release();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
