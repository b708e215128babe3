package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.memory.git.GitException;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One memory of a campaign: members that go wrong, one that sleeps, so that nothing is trimmed, and
 * somebody who works on what else is in the repository.
 */
final class FaultyMemory {
    private static final int ROUNDS = 20;
    private static final int RETRIES_MAX = 3;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    private final SplittableRandom random;
    private final Team team;
    private final FaultCounts counts;
    private final Ledger ledger = new Ledger();
    private final List<Member> members = new ArrayList<>();
    private final Member sleeper;
    private final Path stranger;

    FaultyMemory(Path folder, Seed seed, FaultCounts counts) throws Exception {
        this.random = seed.random().split();
        this.counts = counts;
        this.team = new Team(folder, seed);
        this.stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        identify(stranger);
        work(0);
        // First, so that everybody knows of it and waits; the ledger expects nothing of its own.
        sleeper = member("sleeper");
        sleeper.edits(0);
        sleeper.machine.backup();
        int size = random.nextInt(3, 6);
        for (int i = 0; i < size; i++) {
            members.add(member("m" + i));
        }
        members.get(0).machine.clockOff = Duration.ofDays(1);
        members.get(1).machine.clockOff = Duration.ofDays(-1);
        commitOwnWork(members.get(2).machine);
        counts.memories++;
    }

    private Member member(String name) throws Exception {
        return new Member(team, name, ledger, random.split());
    }

    private static void identify(Path clone) throws GitException {
        Team.git(clone, "config", "user.name", "user");
        Team.git(clone, "config", "user.email", "user@example.org");
    }

    /** Somebody pushes something that is not ours. */
    private void work(int round) throws Exception {
        if (round > 0) {
            Team.git(stranger, "pull", "-q", "--rebase", "origin", "HEAD");
        }
        Path code = Files.createDirectories(stranger.resolve("src"));
        Files.writeString(code.resolve("file-" + round % 4), "round " + round + "\n");
        if (round % 4 == 3) {
            Files.deleteIfExists(code.resolve("file-2"));
        }
        Team.git(stranger, "add", "--all");
        Team.git(stranger, "commit", "-q", "-m", "work " + round);
        Team.git(stranger, "push", "-q", "origin", "HEAD");
    }

    private static void commitOwnWork(Machine machine) throws Exception {
        identify(machine.clone);
        Files.writeString(machine.clone.resolve("mine"), "never pushed\n");
        machine.git("add", "mine");
        machine.git("commit", "-q", "-m", "mine");
    }

    /** Goes wrong until there are {@code merges}, or history is long enough. */
    void run(int merges) throws Exception {
        for (int round = 1; round <= ROUNDS && counts.merges < merges; round++) {
            counts.rounds++;
            if (random.nextInt(4) == 0) {
                work(round);
            }
            for (Member member : members) {
                member.edits(round);
                step(member);
            }
        }
        drain();
    }

    private void step(Member member) throws Exception {
        Member.Command command = member.next();
        if (random.nextInt(3) == 0) {
            assertThat(attempt(member, command)).as("without a fault").isEmpty();
            return;
        }
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        member.arm(fault, () -> overtake(member));
        String complaint = attempt(member, command);
        boolean hasStruck =
                member.disarm() || (fault == Fault.FILE_UNWRITABLE && !complaint.isEmpty());
        if (hasStruck) {
            counts.struck(fault);
        }
        if (fault.isKill() && hasStruck) {
            member.leaveHalfWritten();
        }
        if (!complaint.isEmpty()) {
            retry(member, command, "%s: %s".formatted(fault, complaint));
        }
    }

    /** What went wrong; empty where nothing did. */
    private String attempt(Member member, Member.Command command) throws Exception {
        try {
            Outcome outcome = command.run();
            String complaint = member.complaint(outcome);
            merged(outcome);
            return complaint;
        } catch (FaultyGit.Killed | MemoryException | IOException e) {
            return e.toString();
        }
    }

    private void merged(Outcome outcome) {
        counts.merges += outcome.received() > 0 ? 1 : 0;
    }

    private void retry(Member member, Member.Command command, String first) throws Exception {
        counts.noticed++;
        String complaint = attempt(member, command);
        if (complaint.isEmpty()) {
            counts.healedAtOnce++;
            return;
        }
        counts.unhealed.add("%s of %s, then %s".formatted(first, member.name, complaint));
        for (int i = 1; i < RETRIES_MAX && !complaint.isEmpty(); i++) {
            complaint = attempt(member, command);
        }
        assertThat(complaint).as("after %d retries", RETRIES_MAX).isEmpty();
    }

    /** Another member backs up at this very moment. */
    private void overtake(Member slow) {
        Member fast = members.get((members.indexOf(slow) + 1) % members.size());
        try {
            fast.backup();
        } catch (Exception e) {
            throw new IllegalStateException("without a fault", e);
        }
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    private void drain() throws Exception {
        exchangeAll(members);
        checkEqual(members);
        ObservedRemoveMap state = stateOf(members.get(0));
        ledger.check(state);
        checkShown(state);
        counts.losses.addAll(ledger.losses());
        counts.duplicates += ledger.duplicates();
        counts.values += ledger.acknowledgedCount();
        // Who comes back lets history go, and nothing that counts.
        List<Member> all = new ArrayList<>(members);
        all.add(sleeper);
        exchangeAll(all);
        checkEqual(all);
        ObservedRemoveMap trimmed = stateOf(sleeper);
        for (Register register : state.registers()) {
            assertThat(trimmed.register(register.key()).orElseThrow().maximal())
                    .isEqualTo(register.maximal());
        }
        checkHistory();
    }

    private static void exchangeAll(List<Member> all) throws Exception {
        for (int pass = 0; pass < 2; pass++) {
            for (Member member : all) {
                assertThat(member.complaint(member.sync())).isEmpty();
            }
        }
    }

    private void checkEqual(List<Member> all) throws Exception {
        team.checkInStep(all.stream().map(member -> member.machine).toArray(Machine[]::new));
    }

    private static ObservedRemoveMap stateOf(Member member) throws Exception {
        try (MemoryClone clone = member.machine.open()) {
            return clone.state();
        }
    }

    /** Each visible key stands in the unified file, once. */
    private void checkShown(ObservedRemoveMap state) throws Exception {
        List<String> visible =
                state.registers().stream()
                        .filter(register -> register.visible().isPresent())
                        .map(register -> register.key().substring("default/".length()))
                        .toList();
        List<String> shown = members.get(0).machine.shown();
        assertThat(shown.stream().map(line -> Ledger.Line.of(line).get(0).id()))
                .containsExactlyInAnyOrderElementsOf(visible);
    }

    /** A line of commits, whole in every clone; what is the user's own is where it was. */
    private void checkHistory() throws Exception {
        assertThat(Team.git(team.remote, "rev-list", "--merges", "--all")).isEmpty();
        for (Member member : members) {
            member.machine.git("fsck", "--strict", "--no-dangling");
            member.machine.git("fetch", "-q");
            assertThat(member.machine.git("rev-list", "HEAD..@{upstream}")).isEmpty();
        }
        Machine own = members.get(2).machine;
        assertThat(own.git("log", "--format=%s", "@{upstream}..HEAD")).isEqualTo("mine\n");
        assertThat(own.clone.resolve("mine")).hasContent("never pushed");
        assertThat(own.git("for-each-ref", "refs/reducto/memory/prepared")).isEmpty();
    }

    /** Makes room for the next one. */
    static void delete(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
