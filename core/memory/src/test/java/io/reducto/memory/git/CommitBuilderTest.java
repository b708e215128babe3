package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Sandbox.User;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitBuilderTest {
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
    void replacesOurFilesAndNoOthers() throws Exception {
        ObjectId commit =
                user.memory(
                        begin,
                        "memory/unified.jsonl",
                        "new\n",
                        "memory/hosts/a b \"ü\"\\.jsonl",
                        "{}\n",
                        ".gitattributes",
                        "memory/*.jsonl -text\n");
        assertThat(
                        user.git(
                                "-c",
                                "core.quotePath=false",
                                "ls-tree",
                                "-r",
                                "-z",
                                "--name-only",
                                commit.hex()))
                .isEqualTo(
                        ".gitattributes\0README\0memory/README.md\0memory/hosts/a b \"ü\"\\.jsonl\0"
                                + "memory/unified.jsonl\0src/code.txt\0");
        assertThat(user.git("show", commit + ":memory/unified.jsonl")).isEqualTo("new");
        assertThat(user.git("log", "-1", "--format=%an <%ae> %cn %at %ct %P %B", commit.hex()))
                .startsWith(
                        "Jürgen Test <j@example.org> Jürgen Test 1700000000 1700000000 %s memory"
                                .formatted(begin));
        user.fsck();
    }

    @Test
    void touchesNothingOfTheUsers() throws Exception {
        user.write("README", "staged\n");
        user.git("add", "README");
        user.write("memory/unified.jsonl", "edited\n");
        String before = user.state();
        ObjectId commit = user.memory(begin, "memory/unified.jsonl", "new\n");
        assertThat(user.state()).isEqualTo(before);
        assertThat(user.git("for-each-ref", "--format=%(objectname)")).doesNotContain(commit.hex());
        assertThat(user.git("show", "--format=", "--name-only", commit.hex()))
                .isEqualTo("memory/hosts/first.jsonl\nmemory/unified.jsonl");
    }

    @Test
    void theSameFilesAreTheParentItself() throws Exception {
        SortedMap<String, byte[]> files =
                new TreeReader(user.program(), ManagedFiles.OF_MEMORY).read(begin);
        assertThat(files).hasSize(2);
        assertThat(builder().commit(Optional.of(begin), files, "m", Sandbox.AUTHOR, Sandbox.NOW))
                .isEqualTo(begin);
        files.remove("memory/unified.jsonl");
        assertThat(builder().commit(Optional.of(begin), files, "m", Sandbox.AUTHOR, Sandbox.NOW))
                .isNotEqualTo(begin);
    }

    @Test
    void anotherFileThatIsTheSameIsNoChange() throws Exception {
        ObjectId once = user.memory(begin, ".gitattributes", "a\n");
        assertThat(user.memory(once, ".gitattributes", "a\n")).isEqualTo(once);
    }

    @Test
    void theSameArgumentsGiveTheSameCommit() throws Exception {
        User other = sandbox.user("other");
        assertThat(user.memory(begin, "memory/unified.jsonl", "new\n"))
                .isEqualTo(other.memory(begin, "memory/unified.jsonl", "new\n"));
    }

    @Test
    void needsNoIdentitySignatureOrHook() throws Exception {
        user.git("config", "--unset", "user.name");
        user.git("config", "--unset", "user.email");
        user.git("config", "commit.gpgsign", "true");
        user.git("config", "gpg.program", "/bin/false");
        Sandbox.hook(user.root().resolve(".git"), "pre-commit", "exit 1");
        Sandbox.hook(user.root().resolve(".git"), "reference-transaction", "exit 1");
        Identity replica = user.open().identity("laptop-7f3a9c12");
        assertThat(replica.email()).isEqualTo("laptop-7f3a9c12@reducto.invalid");
        ObjectId commit =
                builder()
                        .commit(
                                Optional.empty(),
                                Sandbox.files("memory/unified.jsonl", "{}\n"),
                                "first",
                                replica,
                                Sandbox.NOW);
        assertThat(user.git("log", "-1", "--format=%an %ae", commit.hex()))
                .isEqualTo("laptop-7f3a9c12 laptop-7f3a9c12@reducto.invalid");
        user.fsck();
    }

    @Test
    void theUsersIdentityIsCleaned() throws Exception {
        user.git("config", "user.name", " Max <\"M\"> Müller.");
        user.git("config", "user.email", "<max@example.org>");
        assertThat(user.open().identity("r"))
                .isEqualTo(new Identity("Max \"M\" Müller", "max@example.org"));
        user.git("config", "user.name", "...");
        assertThat(user.open().identity("r").name()).isEqualTo("r");
    }

    @Test
    void knowsRepositoriesOfSha256() throws Exception {
        Sandbox.run(folder, "init", "--quiet", "--object-format=sha256", "-b", "trunk", "long");
        User modern = User.in(folder.resolve("long"));
        modern.write("src.txt", "s\n");
        ObjectId first = modern.commit("first");
        assertThat(modern.open().format()).isEqualTo(ObjectFormat.SHA256);
        ObjectId commit = modern.memory(first, "memory/unified.jsonl", "new\n");
        assertThat(modern.memory(commit, "memory/unified.jsonl", "new\n")).isEqualTo(commit);
        assertThat(modern.moveTo(commit).outcome()).isEqualTo(Move.Outcome.MOVED);
        assertThat(modern.git("status", "--porcelain")).isEmpty();
        modern.fsck();
    }

    private CommitBuilder builder() throws GitException {
        return new CommitBuilder(user.program(), user.open(), ManagedFiles.OF_MEMORY);
    }
}
