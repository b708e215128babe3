package io.reducto.tier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectReader;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.RangeNotSatisfiableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} does. A back end proves itself by extending this. */
@ExtendWith(Seed.Extension.class)
public abstract class ObjectStoreContract {
    /** The store under test, empty and open. */
    protected ObjectStore store;

    /** A new, empty store; closed after each test. */
    protected abstract ObjectStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() throws Exception {
        store.close();
    }

    @Test
    void whatWasPutIsReadByAll(Seed seed) throws Exception {
        byte[] content = seed.bytes(10_000);
        put("a/object", content);
        assertThat(store.length(name("a/object"))).isEqualTo(10_000);
        assertThat(content("a/object")).isEqualTo(content);
        assertThat(names("")).containsExactly("a/object");
    }

    @Test
    void buffersOfAllKindsAreJoinedAndLeftAsTheyAre(Seed seed) throws Exception {
        byte[] content = seed.bytes(3_000);
        ByteBuffer heap = ByteBuffer.wrap(content, 0, 1_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(1_500);
        direct.position(500).put(content, 1_000, 1_000).position(500);
        ByteBuffer readOnly = ByteBuffer.wrap(content, 2_000, 1_000).slice().asReadOnlyBuffer();
        ByteBuffer empty = ByteBuffer.allocate(0);
        store.putIfAbsent(name("o"), heap, empty, direct, readOnly);
        assertThat(content("o")).isEqualTo(content);
        assertThat(heap.position()).isZero();
        assertThat(direct.position()).isEqualTo(500);
        assertThat(direct.limit()).isEqualTo(1_500);
        assertThat(readOnly.remaining()).isEqualTo(1_000);
    }

    @Test
    void anObjectMayBeEmpty() throws Exception {
        store.putIfAbsent(name("none"));
        put("empty", new byte[0]);
        for (String name : List.of("none", "empty")) {
            assertThat(store.length(name(name))).isZero();
            assertThat(content(name)).isEmpty();
            store.read(name(name), 0, new byte[0], 0, 0);
            assertThatThrownBy(() -> store.read(name(name), 0, new byte[1], 0, 1))
                    .isInstanceOf(RangeNotSatisfiableException.class);
        }
        assertThat(names("")).containsExactly("empty", "none");
    }

    @Test
    void largeObjectsOfSeveralBuffers(Seed seed) throws Exception {
        byte[] content = seed.bytes(8 << 20);
        ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
        ByteBuffer heap = ByteBuffer.wrap(content);
        store.putIfAbsent(name("large"), direct, heap, direct, heap);
        assertThat(store.length(name("large"))).isEqualTo(32 << 20);
        byte[] read = new byte[content.length];
        for (int part = 0; part < 4; part++) {
            store.read(name("large"), (long) part * content.length, read, 0, read.length);
            assertThat(read).isEqualTo(content);
        }
    }

    @Test
    void rangesAreExact(Seed seed) throws Exception {
        byte[] content = seed.bytes(100);
        put("o", content);
        byte[] target = new byte[10];
        store.read(name("o"), 99, target, 9, 1);
        assertThat(target).startsWith(new byte[9]).endsWith(content[99]);
        store.read(name("o"), 0, target, 0, 10);
        assertThat(target).isEqualTo(Arrays.copyOf(content, 10));
        store.read(name("o"), 100, target, 10, 0);
        store.read(name("o"), 0, target, 0, 0);
    }

    @Test
    void rangesPastTheEndAreNotSatisfiable() throws Exception {
        put("o", new byte[100]);
        byte[] target = new byte[200];
        refuseRange(0, target, 101);
        refuseRange(99, target, 2);
        refuseRange(100, target, 1);
        refuseRange(101, target, 0);
        refuseRange(Long.MAX_VALUE, target, 1);
        refuseRange(Long.MAX_VALUE, target, 200);
    }

    private void refuseRange(long offset, byte[] target, int length) {
        assertThatThrownBy(() -> store.read(name("o"), offset, target, 0, length))
                .isInstanceOfSatisfying(
                        RangeNotSatisfiableException.class,
                        e -> assertThat(e.objectLength()).isEqualTo(100))
                .hasMessageContaining(store.uri().toString())
                .hasMessageContaining("read o: expected %d bytes at offset".formatted(length));
    }

    @Test
    void badRangesAreBadCalls() throws Exception {
        put("o", new byte[100]);
        byte[] target = new byte[10];
        assertThatThrownBy(() -> store.read(name("o"), -1, target, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read(name("o"), 0, target, 0, 11))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.read(name("o"), 0, target, -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.read(name("o"), 0, target, 1, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.read(name("o"), 0, target, Integer.MAX_VALUE, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.readTail(name("o"), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.readTail(name("o"), ObjectReader.TAIL_BYTES_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tailsTellTheWholeLength(Seed seed) throws Exception {
        byte[] content = seed.bytes(100);
        put("o", content);
        for (int bytesMax : new int[] {1, 99, 100, 101, ObjectReader.TAIL_BYTES_MAX}) {
            ObjectTail tail = store.readTail(name("o"), bytesMax);
            int length = Math.min(100, bytesMax);
            assertThat(tail.objectLength()).isEqualTo(100);
            assertThat(tail.bytes()).isEqualTo(Arrays.copyOfRange(content, 100 - length, 100));
        }
    }

    @Test
    void missingObjectsAreNotFound() throws Exception {
        put("a/b", new byte[1]);
        for (String missing : List.of("x", "a", "a/c", "a/b/c", "x/y/z")) {
            assertThatThrownBy(() -> store.length(name(missing)))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining(store.uri().toString())
                    .hasMessageContaining("length " + missing);
            assertThatThrownBy(() -> store.read(name(missing), 0, new byte[1], 0, 0))
                    .isInstanceOf(ObjectNotFoundException.class);
            assertThatThrownBy(() -> store.readTail(name(missing), 1))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void nothingIsEverOverwritten(Seed seed) throws Exception {
        byte[] content = seed.bytes(1_000);
        put("o", content);
        for (byte[] other : List.of(seed.bytes(1_000), new byte[0])) {
            assertThatThrownBy(() -> put("o", other))
                    .isInstanceOf(ObjectExistsException.class)
                    .hasMessageContaining("putIfAbsent o");
        }
        assertThat(content("o")).isEqualTo(content);
        assertThat(names("")).containsExactly("o");
    }

    @Test
    void deletingFreesTheNameAndMayBeRepeated() throws Exception {
        store.delete(name("x/never"));
        put("o", new byte[] {1});
        store.delete(name("o"));
        store.delete(name("o"));
        assertThat(names("")).isEmpty();
        assertThatThrownBy(() -> store.length(name("o")))
                .isInstanceOf(ObjectNotFoundException.class);
        put("o", new byte[] {2});
        assertThat(content("o")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    void ofWritersAtOnceExactlyOneWins(int writers, Seed seed) throws Exception {
        for (int round = 0; round < 5; round++) {
            ObjectName name = name("race/" + round);
            CyclicBarrier start = new CyclicBarrier(writers);
            List<byte[]> contents =
                    IntStream.range(0, writers).mapToObj(w -> seed.bytes(50_000 + w)).toList();
            List<Callable<Boolean>> puts = new ArrayList<>();
            for (byte[] content : contents) {
                puts.add(
                        () -> {
                            start.await();
                            return tryPut(name, content);
                        });
            }
            List<Boolean> won = atOnce(puts);
            assertThat(won).containsOnlyOnce(true);
            assertThat(content(name.value())).isEqualTo(contents.get(won.indexOf(true)));
        }
    }

    @Test
    void listingsAreInTheOrderOfFullNames() throws Exception {
        List<String> sorted =
                List.of("a", "a+/z", "a-b", "a-b/c", "a.b", "a/-", "a/b", "a/b/c", "a0", "ab")
                        .stream()
                        .sorted()
                        .toList();
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        for (String name : shuffled) {
            put(name, name.getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(names("")).isEqualTo(sorted);
        assertThat(names("a/")).containsExactly("a/-", "a/b", "a/b/c");
        assertThat(names("a/b")).containsExactly("a/b", "a/b/c");
        assertThat(names("a-")).containsExactly("a-b", "a-b/c");
        assertThat(names("b")).isEmpty();
        assertThat(names("a/b/c/d")).isEmpty();
        assertThat(names("no/such/folder/")).isEmpty();
        for (ListedObject object : store.list("", "").objects()) {
            assertThat(object.length()).isEqualTo(object.name().value().length());
        }
    }

    @Test
    void listingsStartAfterAnyPoint() throws Exception {
        List<String> sorted = List.of("a", "a-b", "a/b", "a/c/d", "ab", "b/a");
        for (String name : sorted) {
            put(name, new byte[1]);
        }
        for (String after : List.of("", "a", "a-", "a/", "a/b", "a/bb", "a/c/", "aa", "b/a", "c")) {
            List<String> expected = sorted.stream().filter(n -> n.compareTo(after) > 0).toList();
            assertThat(page("", after)).as("after %s", after).isEqualTo(expected);
            assertThat(page("a/", after))
                    .as("below a/ after %s", after)
                    .isEqualTo(expected.stream().filter(n -> n.startsWith("a/")).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "/", "//", "./", ".tmp/", ".volume", "a//", "a/../"})
    void prefixesThatNoNameHasFindNothing(String prefix) throws Exception {
        put("a/b", new byte[1]);
        assertThat(names(prefix)).isEmpty();
    }

    @Test
    void badPrefixesAreBadCalls() {
        assertThatThrownBy(() -> store.list("A", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list("", "a\u0000"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listingsGoOverPages() throws Exception {
        int count = manyObjects();
        List<String> expected =
                IntStream.range(0, count).mapToObj(i -> "%d/%05d".formatted(i / 700, i)).toList();
        atOnce(IntStream.range(0, 8).mapToObj(part -> puts(expected, part)).toList());
        ObjectPage first = store.list("", "");
        assertThat(first.objects()).hasSizeLessThanOrEqualTo(ObjectReader.PAGE_OBJECTS_MAX);
        assertThat(first.hasMore()).isTrue();
        assertThat(names("")).isEqualTo(expected);
    }

    private Callable<Boolean> puts(List<String> names, int part) {
        return () -> {
            for (int i = part; i < names.size(); i += 8) {
                put(names.get(i), new byte[0]);
            }
            return true;
        };
    }

    /** How many objects the paging test puts; more than a page. */
    protected int manyObjects() {
        return 2 * ObjectReader.PAGE_OBJECTS_MAX + 100;
    }

    @Test
    void listingsMissNothingThatStaysWhileOthersComeAndGo() throws Exception {
        List<String> staying =
                IntStream.range(0, 60).mapToObj(i -> "stay/%02d/%03d".formatted(i % 7, i)).toList();
        for (String name : staying) {
            put(name, new byte[1]);
        }
        AtomicBoolean isDone = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> churn = threads.submit(() -> comeAndGo(isDone));
            for (int round = 0; round < 20; round++) {
                List<String> seen = names("stay/");
                assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(staying);
            }
            isDone.set(true);
            churn.get();
        } finally {
            isDone.set(true);
            threads.shutdownNow();
        }
    }

    private Void comeAndGo(AtomicBoolean isDone) throws ObjectStoreException {
        for (int i = 0; !isDone.get(); i++) {
            String name = "stay/%02d/x%05d".formatted(i % 9, i);
            put(name, new byte[10]);
            store.delete(name(name));
        }
        return null;
    }

    @Test
    void readersSeeAnObjectWholeOrNotAtAll(Seed seed) throws Exception {
        byte[] content = seed.bytes(3 << 20);
        Callable<Boolean> reader =
                () -> {
                    Optional<byte[]> seen = Optional.empty();
                    while (seen.isEmpty()) {
                        seen = tryRead("appearing");
                    }
                    return Arrays.equals(seen.get(), content);
                };
        Callable<Boolean> writer = () -> tryPut(name("appearing"), content);
        assertThat(atOnce(List.of(reader, writer))).containsExactly(true, true);
    }

    private Optional<byte[]> tryRead(String name) throws ObjectStoreException {
        try {
            return Optional.of(content(name));
        } catch (ObjectNotFoundException e) {
            return Optional.empty();
        }
    }

    @Test
    void sweepingTouchesNoObject() throws Exception {
        put("a/b", new byte[1]);
        store.sweep();
        assertThat(names("")).containsExactly("a/b");
        put("a/c", new byte[1]);
    }

    @Test
    void callsAfterCloseAreBadCalls() throws Exception {
        put("o", new byte[1]);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.length(name("o"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> put("p", new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.list("", "")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.delete(name("o"))).isInstanceOf(IllegalStateException.class);
    }

    /** Puts one array. */
    protected final void put(String name, byte[] content) throws ObjectStoreException {
        store.putIfAbsent(name(name), ByteBuffer.wrap(content));
    }

    private boolean tryPut(ObjectName name, byte[] content) throws ObjectStoreException {
        try {
            store.putIfAbsent(name, ByteBuffer.wrap(content));
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    /** Runs one thread per task and waits for all. */
    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The whole of a small object. */
    protected final byte[] content(String name) throws ObjectStoreException {
        return store.readTail(name(name), ObjectReader.TAIL_BYTES_MAX).bytes();
    }

    /** All names below a prefix, over all pages. */
    protected final List<String> names(String prefix) throws ObjectStoreException {
        ObjectListing listing = new ObjectListing(store, prefix);
        List<String> names = new ArrayList<>();
        for (Optional<ListedObject> next = listing.next();
                next.isPresent();
                next = listing.next()) {
            names.add(next.get().name().value());
        }
        return names;
    }

    private List<String> page(String prefix, String startAfter) throws ObjectStoreException {
        return store.list(prefix, startAfter).objects().stream()
                .map(o -> o.name().value())
                .toList();
    }

    private static ObjectName name(String value) {
        return ObjectName.of(value);
    }
}
