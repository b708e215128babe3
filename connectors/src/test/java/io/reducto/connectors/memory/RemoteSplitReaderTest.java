package io.reducto.connectors.memory;

import static io.reducto.connectors.memory.TestRemote.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.crdt.ObservedRemoveMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteSplitReaderTest {
    private static final ObservedRemoveMap A = TestRemote.entry("a");
    private static final ObservedRemoveMap B = TestRemote.entry("b");

    @TempDir Path folder;

    @Test
    void aRemoteIsReadAsItGrowsAndFromWhereItWasLeft() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        remote.bring(A);
        String first = tip(remote);
        RemoteSplitReader reader = reader(remote, Optional.empty());
        RemoteNews found = news(reader).get(0);
        assertThat(found.upTo()).isEqualTo(first);
        assertThat(state(found).registers()).containsExactlyElementsOf(A.registers());
        assertThat(news(reader)).as("nothing is new").isEmpty();

        RemoteSplitReader restored = reader(remote, Optional.of(first));
        RemoteNews greeting = news(restored).get(0);
        assertThat(greeting.upTo()).isEqualTo(first);
        assertThat(greeting.arrived())
                .as("it is there; what was read is not read again")
                .containsExactly(new Arrived.Part(new ObservedRemoveMap()));

        remote.bring(B);
        for (RemoteSplitReader each : List.of(reader, restored)) {
            RemoteNews more = news(each).get(0);
            assertThat(more.upTo()).isEqualTo(tip(remote));
            assertThat(state(more).registers()).containsAll(B.registers());
            each.close();
        }
    }

    @Test
    void damageIsToldWithItsPlaceAndTheRestIsTaken() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        remote.bring(A);
        git(folder, "clone", "-q", "team.git", "clone");
        Path clone = folder.resolve("clone");
        Path file = clone.resolve("memory/hosts/writer-a.jsonl");
        Files.writeString(file, "{\"id\":\n", StandardOpenOption.APPEND);
        git(clone, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "Edit");
        git(clone, "push", "-q");
        try (RemoteSplitReader reader = reader(remote, Optional.empty())) {
            RemoteNews found = news(reader).get(0);
            assertThat(state(found).registers()).containsExactlyElementsOf(A.registers());
            assertThat(found.arrived())
                    .filteredOn(Arrived.Refused.class::isInstance)
                    .singleElement()
                    .extracting(RemoteSplitReaderTest::notice)
                    .asString()
                    .contains(remote.address.toString())
                    .contains("commit " + tip(remote))
                    .contains("hosts/writer-a.jsonl");
        }
    }

    @Test
    void aRemoteThatIsAwayHoldsUpNobodyAndIsReadLater() throws Exception {
        TestRemote away = new TestRemote(folder, "away.git");
        TestRemote there = new TestRemote(folder, "there.git");
        away.bring(A);
        there.bring(B);
        away.goAway();
        try (RemoteSplitReader reader =
                new RemoteSplitReader(List.of(away.address, there.address), Duration.ZERO, false)) {
            reader.handleSplitsChanges(
                    new SplitsAddition<>(
                            List.of(
                                    split(away, Optional.empty()),
                                    split(there, Optional.empty()))));
            assertThat(state(news(reader).get(0)).registers())
                    .containsExactlyElementsOf(B.registers());
            away.comeBack();
            assertThat(state(news(reader).get(0)).registers())
                    .containsExactlyElementsOf(A.registers());
        }
        away.goAway();
        try (RemoteSplitReader bounded =
                new RemoteSplitReader(List.of(away.address), Duration.ZERO, true)) {
            bounded.handleSplitsChanges(
                    new SplitsAddition<>(List.of(split(away, Optional.empty()))));
            assertThatThrownBy(bounded::fetch)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("away.git");
        }
    }

    /** It was in the savepoint, and is no remote of the job any more. */
    @Test
    void aRemoteThatWasTakenAwayIsFinished() throws Exception {
        TestRemote remote = new TestRemote(folder, "team.git");
        RemoteSplit gone = new RemoteSplit("/of/yesterday.git", Optional.of("c0"));
        try (RemoteSplitReader reader =
                new RemoteSplitReader(List.of(remote.address), Duration.ZERO, false)) {
            reader.handleSplitsChanges(new SplitsAddition<>(List.of(gone)));
            assertThat(reader.fetch().finishedSplits()).containsExactly(gone.remote());
        }
    }

    private static RemoteSplitReader reader(TestRemote remote, Optional<String> upTo) {
        RemoteSplitReader reader =
                new RemoteSplitReader(List.of(remote.address), Duration.ZERO, false);
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(split(remote, upTo))));
        return reader;
    }

    private static RemoteSplit split(TestRemote remote, Optional<String> upTo) {
        return new RemoteSplit(remote.address.toString(), upTo);
    }

    private static List<RemoteNews> news(RemoteSplitReader reader) throws IOException {
        RecordsWithSplitIds<RemoteNews> records = reader.fetch();
        List<RemoteNews> news = new ArrayList<>();
        while (records.nextSplit() != null) {
            for (RemoteNews next = records.nextRecordFromSplit();
                    next != null;
                    next = records.nextRecordFromSplit()) {
                news.add(next);
            }
        }
        return news;
    }

    private static ObservedRemoveMap state(RemoteNews news) {
        ObservedRemoveMap state = new ObservedRemoveMap();
        for (Arrived arrived : news.arrived()) {
            if (arrived instanceof Arrived.Part part) {
                state.joinIn(part.state());
            }
        }
        return state;
    }

    private static String notice(Arrived refused) {
        return new String(((Arrived.Refused) refused).notice(), StandardCharsets.UTF_8);
    }

    private static String tip(TestRemote remote) throws Exception {
        return git(remote.path, "rev-parse", "main").strip();
    }
}
