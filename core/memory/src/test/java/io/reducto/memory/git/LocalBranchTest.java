package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.Move.Outcome;
import io.reducto.memory.git.Sandbox.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBranchTest {
    @TempDir static Path shared;
    private static User userAtFirst;
    private static User otherAtFirst;

    @TempDir Path folder;

    private User user;
    private User other;
    private ObjectId begin;

    @BeforeAll
    static void remote() throws Exception {
        Sandbox begun = Sandbox.begun(shared);
        userAtFirst = begun.user("user ü");
        otherAtFirst = begun.user("other");
    }

    @BeforeEach
    void begin() throws Exception {
        user = userAtFirst.copiedTo(folder.resolve("user ü"));
        other = otherAtFirst.copiedTo(folder.resolve("other"));
        begin = user.head();
    }

    @AfterEach
    void isSound() throws Exception {
        user.fsck();
    }

    @Test
    void followsACommitOfMemoryAndKeepsOtherFiles() throws Exception {
        ObjectId target = memory("{\"a\":2}\n");
        assertThat(user.moveTo(target)).isEqualTo(Move.of(Outcome.MOVED));
        assertThat(user.head()).isEqualTo(target);
        assertThat(user.read("memory/unified.jsonl")).isEqualTo("{\"a\":2}\n");
        assertThat(user.root().resolve("memory/hosts/first.jsonl")).doesNotExist();
        assertThat(user.read("memory/README.md")).isEqualTo("ours beside theirs\n");
        assertThat(user.git("status", "--porcelain")).isEmpty();
        assertThat(mode("memory/unified.jsonl")).isEqualTo("rw-------");
        assertThat(mode("README")).isNotEqualTo("rw-------");
        assertThat(user.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main");
    }

    @Test
    void sayingItTwiceChangesNothing() throws Exception {
        ObjectId target = memory("{\"a\":2}\n");
        user.moveTo(target);
        assertThat(user.moveTo(target)).isEqualTo(Move.of(Outcome.UNCHANGED));
        assertThat(user.git("reflog", "--format=%gs").lines().count()).isEqualTo(2);
    }

    @Test
    void takesOtherFilesOfTheRemoteToo() throws Exception {
        ObjectId target = upstream("src/code.txt", "changed\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.read("src/code.txt")).isEqualTo("changed\n");
        assertThat(user.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void overwritesManagedFilesWhateverIsInThem() throws Exception {
        user.write("memory/unified.jsonl", "edited\n");
        user.write("memory/hosts/new.jsonl", "untracked\n");
        user.git("rm", "--quiet", "--cached", "memory/hosts/first.jsonl");
        user.write("memory/hosts/staged.jsonl", "staged\n");
        user.git("add", "memory/hosts/staged.jsonl");
        ObjectId target =
                user.memory(
                        begin, "memory/unified.jsonl", "new\n", "memory/hosts/new.jsonl", "two\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.read("memory/unified.jsonl")).isEqualTo("new\n");
        assertThat(user.read("memory/hosts/new.jsonl")).isEqualTo("two\n");
        assertThat(user.git("status", "--porcelain", "--untracked-files=no")).isEmpty();
    }

    /** Where clocks are off, Git lists more than leads from one commit to the other. */
    @Test
    void commitsOfTheTargetWithAnEarlierTimeHideNothing() throws Exception {
        ObjectId target = begin;
        for (int i = 0; i < 20; i++) {
            target =
                    new CommitBuilder(user.program(), user.open(), ManagedFiles.OF_MEMORY)
                            .commit(
                                    Optional.of(target),
                                    Sandbox.files("memory/unified.jsonl", i + "\n"),
                                    "memory",
                                    new Identity("late", "late@example.org"),
                                    Instant.ofEpochSecond(1_500_000_000L + i));
        }
        user.write("memory/unified.jsonl", "mine\n");
        user.commit("memory only");
        assertThat(user.moveTo(target)).isEqualTo(Move.of(Outcome.MOVED));
        assertThat(user.head()).isEqualTo(target);
    }

    @Test
    void putsManagedFilesRightWhereNothingElseIsToDo() throws Exception {
        user.write("memory/unified.jsonl", "edited\n");
        Files.delete(user.root().resolve("memory/hosts/first.jsonl"));
        assertThat(user.moveTo(begin).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(user.read("memory/unified.jsonl")).isEqualTo("{\"a\":1}\n");
        assertThat(user.git("status", "--porcelain")).isEmpty();
        assertThat(mode("memory/hosts/first.jsonl")).isEqualTo("rw-------");
    }

    @Test
    void leavesCommitsOfMemoryBehind() throws Exception {
        user.write("memory/unified.jsonl", "offline\n");
        user.commit("offline");
        ObjectId target = memory("{\"a\":2}\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.head()).isEqualTo(target);
    }

    @Test
    void putsCommitsOfTheUserOnTop() throws Exception {
        user.write("memory/unified.jsonl", "offline\n");
        user.commit("offline");
        user.write("src/code.txt", user.read("src/code.txt").replace("9", "nine"));
        user.write("memory/unified.jsonl", "mixed\n");
        user.git("add", "--all");
        user.git("commit", "--quiet", "--author=Ä Ö <ä@example.org>", "-m", "mixed\n\nwhy ß");
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        user.commit("empty");
        ObjectId target = upstream("src/code.txt", "one\n2\n3\n4\n5\n6\n7\n8\n9\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.git("log", "--format=%s", target + "..HEAD").lines())
                .containsExactly("empty", "mine", "mixed");
        assertThat(user.git("log", "-1", "--format=%an|%ad|%cn|%B", "HEAD~2"))
                .startsWith("Ä Ö|Sun Sep 13 12:26:40 2020 +0000|Jürgen Test|mixed\n\nwhy ß");
        assertThat(user.read("src/code.txt")).isEqualTo("one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
        assertThat(user.git("diff", "--name-only", target.hex(), "HEAD").lines())
                .containsExactly("mine.txt", "src/code.txt");
        assertThat(user.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aCommitThatTheRemoteHasUnderAnotherIdIsDropped() throws Exception {
        user.write("src/code.txt", "same\n");
        user.commit("same change");
        ObjectId target = upstream("src/code.txt", "same\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.head()).isEqualTo(target);
    }

    @Test
    void unpushedCommitsOnTheTargetStayAsTheyAre() throws Exception {
        user.write("mine.txt", "mine\n");
        ObjectId mine = user.commit("mine");
        assertThat(user.moveTo(begin)).isEqualTo(Move.of(Outcome.UNCHANGED));
        assertThat(user.head()).isEqualTo(mine);
    }

    @Test
    void aConflictLeavesEverythingAsItWas() throws Exception {
        user.write("src/code.txt", "mine\n");
        user.commit("mine");
        user.write("README", "edited\n");
        user.git("add", "README");
        user.write("README", "edited twice\n");
        user.write("untracked", "u\n");
        String before = user.state();
        Move move = user.moveTo(upstream("src/code.txt", "theirs\n"));
        assertThat(move.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(move.paths()).containsExactly("src/code.txt");
        assertThat(user.state()).isEqualTo(before);
        assertThat(user.read("README")).isEqualTo("edited twice\n");
    }

    @Test
    void changesThatAreNotCommittedSurviveAMove() throws Exception {
        user.write("README", "staged\n");
        user.git("add", "README");
        user.write("README", "unstaged\n");
        user.write("untracked", "u\n");
        Files.delete(user.root().resolve("memory/README.md"));
        String before = user.git("status", "--porcelain");
        assertThat(user.moveTo(upstream("src/code.txt", "theirs\n")).outcome())
                .isEqualTo(Outcome.MOVED);
        assertThat(user.git("status", "--porcelain")).isEqualTo(before);
        assertThat(user.git("show", ":README")).isEqualTo("staged");
        assertThat(user.read("README")).isEqualTo("unstaged\n");
        assertThat(user.read("src/code.txt")).isEqualTo("theirs\n");
    }

    @Test
    void anUnstagedChangeInTheWayHoldsTheBranch() throws Exception {
        user.write("src/code.txt", "mine\n");
        staysFor(upstream("src/code.txt", "theirs\n"), "src/code.txt");
        assertThat(user.read("src/code.txt")).isEqualTo("mine\n");
    }

    @Test
    void aStagedChangeInTheWayHoldsTheBranch() throws Exception {
        user.write("src/code.txt", "mine\n");
        user.git("add", "src/code.txt");
        staysFor(upstream("src/code.txt", "theirs\n"), "src/code.txt");
        assertThat(user.git("show", ":src/code.txt")).isEqualTo("mine");
    }

    @Test
    void aStagedChangeWhoseFileWasPutBackHoldsTheBranch() throws Exception {
        String text = user.read("src/code.txt");
        user.write("src/code.txt", "mine\n");
        user.git("add", "src/code.txt");
        user.write("src/code.txt", text);
        staysFor(upstream("src/code.txt", "theirs\n"), "src/code.txt");
        assertThat(user.git("show", ":src/code.txt")).isEqualTo("mine");
    }

    @Test
    void anUntrackedFileInTheWayHoldsTheBranch() throws Exception {
        user.write("new file ü", "mine\n");
        staysFor(upstream("new file ü", "theirs\n"), "new file ü");
        assertThat(user.read("new file ü")).isEqualTo("mine\n");
    }

    @Test
    void anIgnoredFileInTheWayHoldsTheBranch() throws Exception {
        user.write(".git/info/exclude", "secret\n");
        user.write("secret", "mine\n");
        staysFor(upstream("secret", "theirs\n"), "secret");
        assertThat(user.read("secret")).isEqualTo("mine\n");
    }

    @Test
    void aFolderInPlaceOfAFileOfOursIsNotRemoved() throws Exception {
        user.write("memory/hosts/place.jsonl/mine", "mine\n");
        ObjectId target = user.memory(begin, "memory/hosts/place.jsonl", "new\n");
        assertThatThrownBy(() -> user.moveTo(target))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("expected a file, found a folder");
        assertThat(user.read("memory/hosts/place.jsonl/mine")).isEqualTo("mine\n");
    }

    @Test
    void anIgnoredFolderWhereAFileWouldComeHoldsTheBranch() throws Exception {
        user.write(".git/info/exclude", "place/\n");
        user.write("place/secret", "mine\n");
        staysFor(upstream("place", "theirs\n"), "place");
        assertThat(user.read("place/secret")).isEqualTo("mine\n");
    }

    @Test
    void anIgnoredFileWhereAFolderWouldComeHoldsTheBranch() throws Exception {
        user.write(".git/info/exclude", "place\n");
        user.write("place", "mine\n");
        staysFor(upstream("place/file", "theirs\n"), "place/file");
        assertThat(user.read("place")).isEqualTo("mine\n");
    }

    @Test
    void aFileMayBecomeAFolderAndAFolderAFile() throws Exception {
        Files.delete(other.root().resolve("README"));
        other.write("README/first", "1\n");
        Files.delete(other.root().resolve("src/code.txt"));
        Files.delete(other.root().resolve("src"));
        assertThat(user.moveTo(upstream("src", "file\n")).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.read("README/first")).isEqualTo("1\n");
        assertThat(user.read("src")).isEqualTo("file\n");
        assertThat(user.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aFileThatWasOnlyTouchedIsNoChange() throws Exception {
        Path file = user.root().resolve("src/code.txt");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        assertThat(user.moveTo(upstream("src/code.txt", "theirs\n")).outcome())
                .isEqualTo(Outcome.MOVED);
    }

    @Test
    void aMergeOfTheRemoteIsLeftOut() throws Exception {
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        upstream("src/code.txt", "theirs\n");
        user.git("pull", "--quiet", "--no-rebase", "--no-edit", other.root().toString(), "main");
        assertThat(user.git("log", "-1", "--format=%P")).contains(" ");
        ObjectId target = upstream("README", "later\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.git("log", "--format=%s", target + "..HEAD")).isEqualTo("mine");
        assertThat(user.read("mine.txt")).isEqualTo("mine\n");
        assertThat(user.read("src/code.txt")).isEqualTo("theirs\n");
    }

    @Test
    void aMergeOfMemoryIsLeftBehind() throws Exception {
        user.write("memory/unified.jsonl", "offline\n");
        user.commit("offline");
        ObjectId theirs = memory("theirs\n");
        user.git("merge", "--quiet", "--strategy=ours", "--no-edit", theirs.hex());
        ObjectId target = user.memory(theirs, "memory/unified.jsonl", "both\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.head()).isEqualTo(target);
    }

    @Test
    void aMergeWithContentOfItsOwnHoldsTheBranch() throws Exception {
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        upstream("src/code.txt", "theirs\n");
        user.git("pull", "--quiet", "--no-rebase", "--no-commit", other.root().toString(), "main");
        user.write("src/code.txt", "resolved\n");
        user.commit("merge with a change");
        String before = user.state();
        Move move = user.moveTo(upstream("README", "later\n"));
        assertThat(move.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(move.paths()).containsExactly("src/code.txt");
        assertThat(user.state()).isEqualTo(before);
    }

    @Test
    void aMergeOfTwoLocalLinesHoldsTheBranch() throws Exception {
        user.git("checkout", "--quiet", "-b", "feature");
        user.write("feature.txt", "f\n");
        user.commit("feature");
        user.git("checkout", "--quiet", "main");
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        user.git("merge", "--quiet", "--no-edit", "feature");
        assertThat(user.moveTo(upstream("README", "later\n")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(user.moveTo(begin).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aSignedCommitHoldsTheBranch() throws Exception {
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        String raw = user.git("cat-file", "commit", "HEAD");
        String signed = raw.replaceFirst("\n\n", "\ngpgsig -----BEGIN\n -----END\n\n") + "\n";
        ObjectId commit =
                new ObjectId(
                        user.program()
                                .run(
                                        GitCommand.of(
                                                        "hash-object",
                                                        "-t",
                                                        "commit",
                                                        "-w",
                                                        "--stdin")
                                                .reading(signed))
                                .line());
        user.git("reset", "--quiet", "--hard", commit.hex());
        assertThat(user.moveTo(upstream("README", "later\n")).outcome()).isEqualTo(Outcome.SIGNED);
        assertThat(user.head()).isEqualTo(commit);
    }

    @Test
    void anUnrelatedHistoryHoldsTheBranch() throws Exception {
        user.git("checkout", "--quiet", "--orphan", "alone");
        user.commit("alone");
        ObjectId alone = user.head();
        assertThat(user.moveTo(begin).outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(user.head()).isEqualTo(alone);
    }

    @Test
    void nothingMovesWhileAnOperationIsUnderWay() throws Exception {
        user.write("src/code.txt", "mine\n");
        user.commit("mine");
        ObjectId theirs = upstream("src/code.txt", "theirs\n");
        for (String operation : List.of("merge", "rebase", "cherry-pick")) {
            assertThatThrownBy(() -> user.git(operation, other.head().hex()))
                    .isInstanceOf(GitException.class);
            String before = user.state();
            Move move = user.moveTo(theirs);
            assertThat(move).isEqualTo(new Move(Outcome.UNDER_WAY, List.of(), operation));
            assertThat(user.state()).isEqualTo(before);
            user.git(operation, "--abort");
        }
        user.git("bisect", "start");
        assertThat(user.moveTo(theirs).detail()).isEqualTo("bisect");
        user.git("bisect", "reset");
        user.git("checkout", "--quiet", "--detach");
        assertThat(user.moveTo(theirs)).isEqualTo(Move.of(Outcome.DETACHED));
    }

    @Test
    void aHeldIndexIsSaidAndNothingIsLost() throws Exception {
        Path lock = user.root().resolve(".git/index.lock");
        ObjectId target = memory("{\"a\":2}\n");
        Files.createFile(lock);
        assertThatThrownBy(() -> user.moveTo(target))
                .isInstanceOfSatisfying(
                        GitException.class,
                        e -> assertThat(e.kind()).isEqualTo(GitException.Kind.LOCKED));
        Files.delete(lock);
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
    }

    @Test
    void hooksOfTheUserDoNotRun() throws Exception {
        for (String hook :
                List.of(
                        "pre-commit",
                        "post-checkout",
                        "pre-rebase",
                        "post-index-change",
                        "reference-transaction",
                        "commit-msg")) {
            Sandbox.hook(user.root().resolve(".git"), hook, "touch " + folder + "/ran; exit 1");
        }
        assertThat(user.moveTo(memory("{\"a\":2}\n")).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    private void staysFor(ObjectId target, String path) throws Exception {
        String before = user.state();
        Move move = user.moveTo(target);
        assertThat(move.outcome()).isEqualTo(Outcome.UNCOMMITTED);
        assertThat(move.paths()).containsExactly(path);
        assertThat(user.state()).isEqualTo(before);
        assertThat(user.root().resolve(".git/reducto/memory/moving")).doesNotExist();
    }

    private ObjectId memory(String unified) throws Exception {
        return user.memory(begin, "memory/unified.jsonl", unified);
    }

    /** Somebody else commits; the user has the objects. */
    private ObjectId upstream(String path, String text) throws Exception {
        other.write(path, text);
        ObjectId theirs = other.commit("theirs");
        user.git("fetch", "--quiet", other.root().toString(), "main");
        return user.memory(theirs, "memory/unified.jsonl", "{\"of\":\"" + path.length() + "\"}\n");
    }

    private String mode(String path) throws Exception {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(user.root().resolve(path)));
    }
}
