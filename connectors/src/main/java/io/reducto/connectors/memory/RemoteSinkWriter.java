package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.sync.RemoteAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.jspecify.annotations.Nullable;

/** Exchanges with each remote on a thread of its own, again and again. */
final class RemoteSinkWriter implements StatefulSinkWriter<ObservedRemoveMap, PendingNews> {
    private static final long END_SECONDS = 10;

    private final List<RemoteExchange> exchanges;
    private final WorkFolder folder;
    private final ExecutorService threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private RemoteSinkWriter(List<RemoteExchange> exchanges, WorkFolder folder) {
        this.exchanges = exchanges;
        this.folder = folder;
        // one goes round and round for each remote, one is for its last exchange
        this.threads = Executors.newFixedThreadPool(2 * exchanges.size());
    }

    /**
     * A writer that is at work.
     *
     * @param every how long to wait between two exchanges with a remote
     * @param patience how long an exchange tries where the remote does not answer
     * @param pending what the remotes were not known to have
     */
    static RemoteSinkWriter start(
            List<RemoteAddress> remotes,
            Duration every,
            Duration patience,
            Collection<PendingNews> pending,
            ExchangeMetrics metrics)
            throws IOException {
        WorkFolder folder = WorkFolder.make();
        List<RemoteExchange> exchanges = new ArrayList<>();
        for (RemoteAddress remote : remotes) {
            RemoteExchange exchange =
                    new RemoteExchange(
                            remote,
                            folder.path().resolve(Integer.toString(exchanges.size())),
                            patience,
                            metrics);
            for (PendingNews of : pending) {
                if (of.remote().equals(exchange.name())) {
                    exchange.add(of.news());
                }
            }
            exchanges.add(exchange);
        }
        RemoteSinkWriter writer = new RemoteSinkWriter(exchanges, folder);
        exchanges.forEach(exchange -> writer.repeat(exchange, every));
        return writer;
    }

    private void repeat(RemoteExchange exchange, Duration every) {
        threads.execute(
                () -> {
                    try {
                        while (true) {
                            TimeUnit.MILLISECONDS.sleep(every.toMillis());
                            exchange.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e); // whoever looks next throws it
                    }
                });
    }

    @Override
    public void write(ObservedRemoveMap news, Context context) throws IOException {
        check();
        exchanges.forEach(exchange -> exchange.add(news));
    }

    /** At the end of bounded input everything is delivered, or the job fails and tries again. */
    @Override
    public void flush(boolean isEnd) throws IOException, InterruptedException {
        check();
        if (!isEnd) {
            return;
        }
        for (RemoteExchange exchange : exchanges) {
            Optional<String> reason = await(threads.submit(exchange::run));
            if (reason.isPresent()) {
                throw new IOException(exchange.name() + ": " + reason.get());
            }
        }
    }

    private static Optional<String> await(Future<Optional<String>> run)
            throws IOException, InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IOException("exchange with a Git remote", e);
        }
    }

    @Override
    public List<PendingNews> snapshotState(long checkpoint) throws IOException {
        check();
        return exchanges.stream()
                .map(exchange -> new PendingNews(exchange.name(), exchange.pending()))
                .toList();
    }

    private void check() throws IOException {
        Throwable found = failure.get();
        if (found != null) {
            throw new IOException("exchange with Git remotes: " + found.getMessage(), found);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
