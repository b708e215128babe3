package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.CloneFolder.Upstream;
import io.reducto.memory.git.GitException.Kind;
import io.reducto.memory.git.Sandbox.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneFolderTest {
    @TempDir Path folder;

    private Sandbox sandbox;
    private User user;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.begun(folder.toRealPath());
        user = sandbox.user("user ü");
    }

    @Test
    void saysWhereThingsAre() throws Exception {
        Path deep = Files.createDirectories(user.root().resolve("a/b"));
        AtomicInteger processes = new AtomicInteger();
        GitProgram program = new GitProgram(deep, Sandbox.ISOLATED);
        CloneFolder clone =
                CloneFolder.open(
                        command -> {
                            processes.incrementAndGet();
                            return program.run(command);
                        });
        assertThat(processes).hasValue(3);
        assertThat(clone.root()).isEqualTo(user.root());
        assertThat(clone.gitDirectory()).isEqualTo(user.root().resolve(".git"));
        assertThat(clone.commonDirectory()).isEqualTo(clone.gitDirectory());
        assertThat(clone.format()).isEqualTo(ObjectFormat.SHA1);
        assertThat(clone.headAtOpen().commit()).contains(user.head());
        assertThat(clone.headAtOpen().branchName()).contains("main");
        assertThat(clone.operationUnderWay()).isEmpty();
    }

    @Test
    void aLinkedWorkTreeSharesItsCloneAndMovesOnItsOwn() throws Exception {
        user.git("worktree", "add", "--quiet", "-b", "linked", "../linked tree", "main");
        User linked =
                new User(
                        folder.toRealPath().resolve("linked tree"),
                        new GitProgram(folder.resolve("linked tree"), Sandbox.ISOLATED));
        CloneFolder clone = linked.open();
        assertThat(clone.root()).isEqualTo(linked.root());
        assertThat(clone.commonDirectory()).isEqualTo(user.root().resolve(".git"));
        assertThat(clone.gitDirectory())
                .isEqualTo(user.root().resolve(".git/worktrees/linked-tree"));
        assertThat(clone.privateFolder()).isEqualTo(user.open().privateFolder());

        linked.write("README", "staged\n");
        linked.git("add", "README");
        user.write("src/code.txt", "theirs\n");
        user.commit("theirs");
        ObjectId target = linked.memory(user.head(), "memory/unified.jsonl", "new\n");
        assertThat(linked.moveTo(target).outcome()).isEqualTo(Move.Outcome.MOVED);
        assertThat(linked.git("status", "--porcelain")).isEqualTo("M  README");
        assertThat(linked.read("src/code.txt")).isEqualTo("theirs\n");
        assertThat(user.git("status", "--porcelain")).isEmpty();
        assertThat(user.read("memory/unified.jsonl")).isEqualTo("{\"a\":1}\n");
        user.git("bisect", "start");
        assertThat(user.open().operationUnderWay()).contains("bisect");
        assertThat(linked.open().operationUnderWay()).isEmpty();
        linked.fsck();
    }

    @Test
    void anUnbornBranchAndADetachedHead() throws Exception {
        User fresh = Sandbox.empty(Files.createDirectory(folder.resolve("e"))).user("fresh");
        Head unborn = fresh.open().headAtOpen();
        assertThat(unborn.branchName()).contains("main");
        assertThat(unborn.commit()).isEmpty();
        assertThat(fresh.open().head()).isEqualTo(unborn);
        user.git("checkout", "--quiet", "--detach");
        Head detached = user.open().headAtOpen();
        assertThat(detached).isEqualTo(user.open().head());
        assertThat(detached.branchName()).isEmpty();
        assertThat(detached.commit()).contains(user.head());
        assertThat(user.open().upstream()).isEmpty();
    }

    @Test
    void theUpstreamIsTheBranchsOwnOrThatOfOrigin() throws Exception {
        assertThat(user.open().upstream()).contains(new Upstream("origin", "refs/heads/main"));
        user.git("checkout", "--quiet", "-b", "Topic.a", "--no-track");
        assertThat(user.open().upstream()).contains(new Upstream("origin", "refs/heads/Topic.a"));
        user.git("remote", "add", "Other", sandbox.remote.toString());
        user.git("config", "branch.Topic.a.remote", "Other");
        user.git("config", "branch.Topic.a.merge", "refs/heads/shared");
        assertThat(user.open().upstream()).contains(new Upstream("Other", "refs/heads/shared"));
        user.git("config", "branch.Topic.a.remote", ".");
        assertThat(user.open().upstream()).contains(new Upstream("origin", "refs/heads/Topic.a"));
        user.git("remote", "remove", "origin");
        assertThat(user.open().upstream()).isEmpty();
    }

    @Test
    void configurationIsReadAndWritten() throws Exception {
        CloneFolder clone = user.open();
        assertThat(clone.get("reducto.memory.replica")).isEmpty();
        clone.set("reducto.memory.replica", "laptop-1");
        clone.set("reducto.memory.replica", "laptop-7f3a9c12");
        clone.add("reducto.memory.client", "a\nb \"ü\"");
        clone.add("reducto.memory.client", "/home/user/c.json");
        clone.set("merge.reducto-memory.driver", "reducto memory merge-driver %O %A %B %P");
        CloneFolder again = user.open();
        assertThat(again.get("reducto.memory.replica")).contains("laptop-7f3a9c12");
        assertThat(again.getAll("reducto.memory.client"))
                .containsExactly("a\nb \"ü\"", "/home/user/c.json");
        assertThat(again.get("merge.reducto-memory.driver"))
                .contains("reducto memory merge-driver %O %A %B %P");
    }

    @Test
    void ourFolderIsForItsOwnerOnly() throws Exception {
        Path ours = user.open().privateFolder();
        assertThat(ours).isEqualTo(user.root().resolve(".git/reducto/memory"));
        for (Path each : new Path[] {ours, ours.getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatHasNoWorkTreeIsRefused() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        for (Path place : new Path[] {plain, sandbox.remote}) {
            assertThatThrownBy(() -> CloneFolder.open(new GitProgram(place, Sandbox.ISOLATED)))
                    .isInstanceOfSatisfying(
                            GitException.class,
                            e ->
                                    assertThat(e.kind())
                                            .as(e.getMessage())
                                            .isEqualTo(Kind.NOT_A_REPOSITORY));
        }
    }
}
