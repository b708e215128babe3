package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.GitException.Kind;
import io.reducto.memory.git.Sandbox.User;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteBranchTest {
    @TempDir Path folder;

    private Sandbox sandbox;
    private User user;
    private ObjectId begin;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.begun(folder);
        user = sandbox.user("user");
        begin = user.head();
    }

    @Test
    void fetchesTheTipAndNothingElse() throws Exception {
        sandbox.inRemote("tag", "a-tag", "main");
        sandbox.inRemote("branch", "another", "main");
        assertThat(user.branch().fetch()).contains(begin);
        assertThat(user.git("for-each-ref", "--format=%(refname)").lines())
                .containsExactlyInAnyOrder(
                        "refs/heads/main",
                        "refs/reducto/memory/fetched",
                        "refs/remotes/origin/HEAD",
                        "refs/remotes/origin/main");
        assertThat(user.root().resolve(".git/FETCH_HEAD")).doesNotExist();
    }

    @Test
    void anAbsentBranchAndAnEmptyRemoteAreAbsent() throws Exception {
        user.git("checkout", "--quiet", "-b", "nobody-has-it");
        assertThat(user.branch().fetch()).isEmpty();
        Sandbox empty = Sandbox.empty(Files.createDirectory(folder.resolve("empty")));
        User first = empty.user("first");
        assertThat(first.open().head().commit()).isEmpty();
        assertThat(first.branch().fetch()).isEmpty();
    }

    @Test
    void theFirstCommitOfAnEmptyRemoteIsPushed() throws Exception {
        Sandbox empty = Sandbox.empty(Files.createDirectory(folder.resolve("empty")));
        User first = empty.user("first");
        CloneFolder clone = first.open();
        ObjectId commit =
                new CommitBuilder(first.program(), clone, ManagedFiles.OF_MEMORY)
                        .commit(
                                Optional.empty(),
                                Sandbox.files("memory/unified.jsonl", "{}\n"),
                                "first",
                                Sandbox.AUTHOR,
                                Sandbox.NOW);
        assertThat(first.branch().push(commit)).isEqualTo(PushResult.PUSHED);
        assertThat(first.branch().fetch()).contains(commit);
        assertThat(first.moveTo(commit).outcome()).isEqualTo(Move.Outcome.MOVED);
        assertThat(first.read("memory/unified.jsonl")).isEqualTo("{}\n");
        first.fsck();
    }

    @Test
    void pushesOnlyThatCommit() throws Exception {
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        user.git("tag", "-a", "-m", "mine", "mine", begin.hex());
        user.git("config", "push.followTags", "true");
        user.git("config", "remote.origin.push", "refs/heads/*:refs/heads/*");
        user.git("config", "push.default", "matching");
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.PUSHED);
        assertThat(sandbox.inRemote("for-each-ref", "--format=%(refname) %(objectname)"))
                .isEqualTo("refs/heads/main " + commit);
        assertThat(user.id("origin/main")).isEqualTo(commit);
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.PUSHED);
    }

    @Test
    void whoeverIsSlowerIsBehind() throws Exception {
        User other = sandbox.user("other");
        ObjectId faster = other.memory(begin, "memory/unified.jsonl", "faster\n");
        assertThat(other.branch().push(faster)).isEqualTo(PushResult.PUSHED);
        ObjectId slower = user.memory(begin, "memory/unified.jsonl", "slower\n");
        // It knows nothing of the other commit, then it does.
        assertThat(user.branch().push(slower)).isEqualTo(PushResult.BEHIND);
        assertThat(user.branch().fetch()).contains(faster);
        assertThat(user.branch().push(slower)).isEqualTo(PushResult.BEHIND);
        assertThat(sandbox.inRemote("rev-parse", "main")).isEqualTo(faster.hex());
    }

    @Test
    void aBranchThatIsBeingMovedThereIsBehind() throws Exception {
        Path lock = sandbox.remote.resolve("refs/heads/main.lock");
        Files.createFile(lock);
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.BEHIND);
        Files.delete(lock);
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.PUSHED);
    }

    @Test
    void aHistoryThatWasRewrittenIsFetched() throws Exception {
        user.branch().fetch();
        User other = sandbox.user("other");
        other.git("commit", "--quiet", "--amend", "-m", "other");
        other.git("push", "--quiet", "--force", "origin", "main");
        assertThat(user.branch().fetch()).contains(other.head());
    }

    @Test
    void hooksAndRulesOfTheRemoteRefuse() throws Exception {
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        for (String hook : new String[] {"pre-receive", "update"}) {
            Sandbox.hook(sandbox.remote, hook, "echo no thanks >&2; exit 1");
            fails(Kind.REFUSED, "no thanks", () -> user.branch().push(commit));
            Files.delete(sandbox.remote.resolve("hooks/" + hook));
        }
        User other = sandbox.user("other");
        user.git("remote", "set-url", "origin", other.root().toString());
        fails(Kind.REFUSED, "checked out", () -> user.branch().push(commit));
    }

    @Test
    void theUsersPrePushHookDecides() throws Exception {
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        Path git = user.root().resolve(".git");
        Sandbox.hook(git, "pre-push", "cat >" + folder + "/seen; echo not today >&2; exit 1");
        fails(Kind.REFUSED, "not today", () -> user.branch().push(commit));
        assertThat(folder.resolve("seen")).content().contains(commit + " refs/heads/main " + begin);
        Sandbox.hook(git, "pre-push", "exit 0");
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.PUSHED);
    }

    @Test
    void aRemoteThatIsNotThereIsUnreachable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (String url :
                new String[] {
                    "git://127.0.0.1:" + port + "/x",
                    "http://user:secret@127.0.0.1:" + port + "/x",
                    "http://nobody.invalid/x",
                    folder + "/nowhere"
                }) {
            user.git("remote", "set-url", "origin", url);
            fails(Kind.UNREACHABLE, "", () -> user.branch().fetch());
            fails(Kind.UNREACHABLE, "", () -> user.branch().push(begin));
            assertThatThrownBy(() -> user.branch().fetch()).message().doesNotContain("secret");
        }
    }

    @Test
    void aRemoteThatDoesNotAnswerIsUnreachableAfterTheTimeOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            user.git(
                    "remote",
                    "set-url",
                    "origin",
                    "git://127.0.0.1:" + silent.getLocalPort() + "/x");
            CloneFolder clone = user.open();
            RemoteBranch branch =
                    new RemoteBranch(
                            user.program(),
                            clone,
                            clone.upstream().orElseThrow(),
                            Duration.ofMillis(300));
            fails(Kind.UNREACHABLE, "no answer within", branch::fetch);
        }
    }

    @Test
    void anAnswerThatIsLostIsSeenByTheNextFetch() throws Exception {
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        Sandbox.hook(
                sandbox.remote,
                "reference-transaction",
                "test \"$1\" = committed && kill -9 $PPID; exit 0");
        fails(Kind.UNREACHABLE, "hung up", () -> user.branch().push(commit));
        Files.delete(sandbox.remote.resolve("hooks/reference-transaction"));
        assertThat(user.branch().fetch()).contains(commit);
        assertThat(user.branch().push(commit)).isEqualTo(PushResult.PUSHED);
    }

    private static void fails(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GitException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .hasMessageContaining(words);
    }
}
