package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Sandbox.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeReaderTest {
    private static final String HOSTS = "memory/hosts";

    @TempDir Path folder;

    private final AtomicInteger processes = new AtomicInteger();
    private User user;
    private ObjectId begin;
    private TreeReader reader;

    @BeforeEach
    void begin() throws Exception {
        user = Sandbox.begun(folder).user("user");
        begin = user.head();
        Git counting =
                command -> {
                    processes.incrementAndGet();
                    return user.program().run(command);
                };
        reader = new TreeReader(counting, ManagedFiles.OF_MEMORY);
    }

    @Test
    void readsOurFilesAndNoOthers() throws Exception {
        user.write("memory/hosts/ü ö.jsonl", "ü\n");
        user.write("memory/deeper/x.jsonl", "x\n");
        user.write("memory/hosts/note.txt", "t\n");
        user.write("other/x.jsonl", "x\n");
        Files.createSymbolicLink(
                user.root().resolve("memory/link.jsonl"), Path.of("unified.jsonl"));
        ObjectId commit = user.commit("files");
        SortedMap<String, byte[]> files = reader.read(commit);
        assertThat(files.keySet())
                .containsExactly(
                        "memory/hosts/first.jsonl",
                        "memory/hosts/ü ö.jsonl",
                        "memory/unified.jsonl");
        assertThat(files.get("memory/hosts/ü ö.jsonl"))
                .isEqualTo("ü\n".getBytes(StandardCharsets.UTF_8));
        assertThat(processes).hasValue(3);
        assertThat(reader.file(commit, "memory/hosts/note.txt"))
                .contains("t\n".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.file(commit, "memory/hosts/nothing")).isEmpty();
    }

    @Test
    void whereThereAreNoneThereIsNothing() throws Exception {
        Files.delete(user.root().resolve("memory/unified.jsonl"));
        user.git("rm", "--quiet", "-r", "memory");
        ObjectId none = user.commit("none");
        user.write("memory", "a file\n");
        ObjectId file = user.commit("a file in place of the folder");
        ObjectId missing = new ObjectId("0123456789".repeat(4));
        assertThat(reader.read(none)).isEmpty();
        assertThat(reader.read(file)).isEmpty();
        assertThat(reader.read(missing)).isEmpty();
        assertThat(reader.contents(List.of(missing))).isEmpty();
    }

    @Test
    void leavesOutWhatIsSeen() throws Exception {
        user.write("memory/unified.jsonl", "new\n");
        ObjectId next = user.commit("next");
        ObjectId seen = reader.list(begin).get("memory/hosts/first.jsonl");
        assertThat(reader.readUnseen(List.of(begin, next), Set.of()).keySet())
                .extracting(TreeFile::path)
                .containsExactlyInAnyOrder("memory/hosts/first.jsonl", "memory/unified.jsonl");
        assertThat(reader.readUnseen(List.of(begin, next), Set.of(seen)).values())
                .containsExactly("new\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void emptyAndBinaryFilesComeAsTheyAre() throws Exception {
        user.write("memory/empty.jsonl", "");
        byte[] bytes = {0, 10, 13, 10, (byte) 255, 0};
        Files.write(user.root().resolve("memory/binary.jsonl"), bytes);
        SortedMap<String, byte[]> files = reader.read(user.commit("files"));
        assertThat(files.get("memory/empty.jsonl")).isEmpty();
        assertThat(files.get("memory/binary.jsonl")).isEqualTo(bytes);
    }

    @Test
    void findsTheParentsOfMergesThatDropped() throws Exception {
        user.write("memory/unified.jsonl", "mine\n");
        ObjectId mine = user.commit("mine");
        ObjectId theirs = user.memory(begin, "memory/unified.jsonl", "theirs\n");
        user.git("merge", "--quiet", "--strategy=ours", "--no-edit", theirs.hex());
        ObjectId merge = user.head();
        user.git("checkout", "--quiet", "-b", "side", begin.hex());
        user.write("side.txt", "s\n");
        user.commit("nothing of memory");
        user.git("checkout", "--quiet", "-b", "side2", begin.hex());
        user.write("side2.txt", "s\n");
        user.commit("nothing of memory");
        user.git("merge", "--quiet", "--no-edit", "side");
        assertThat(reader.mergeParents(Optional.empty(), user.head())).isEmpty();
        user.git("checkout", "--quiet", "main");
        ObjectId tip = user.commit("later");

        assertThat(reader.mergeParents(Optional.empty(), tip)).containsExactly(mine, theirs);
        assertThat(reader.mergeParents(Optional.of(begin), tip)).containsExactly(mine, theirs);
        assertThat(reader.mergeParents(Optional.of(merge), tip)).isEmpty();
        ObjectId forgotten = new ObjectId("0123456789".repeat(4));
        assertThat(reader.mergeParents(Optional.of(forgotten), tip)).containsExactly(mine, theirs);
    }

    /** Which parent has what the commit has dropped is not asked: both are looked at. */
    @Test
    void findsTheParentsOfWhatDroppedLines() throws Exception {
        ObjectId mine = withLine(begin, "mine");
        ObjectId theirs = withLine(begin, "theirs");
        ObjectId lostTheirs = merged(mine, mine, theirs);
        ObjectId lostMine = merged(theirs, mine, theirs);
        assertThat(losses(mine)).as("lines came").isEmpty();
        assertThat(losses(begin)).isEmpty();
        assertThat(losses(lostTheirs)).contains(theirs);
        assertThat(losses(lostMine)).contains(mine);
        user.git("checkout", "--quiet", "--detach", mine.hex());
        user.git("rm", "--quiet", "memory/hosts/first.jsonl");
        ObjectId deletion = user.commit("deletion");
        user.write("memory/hosts/mine.jsonl", "edited\n");
        ObjectId edit = user.commit("edit");
        assertThat(losses(deletion)).containsExactly(mine);
        assertThat(losses(edit)).containsExactlyInAnyOrder(mine, deletion);
        assertThat(reader.parentsOfLosses(deletion, Set.of(edit), HOSTS)).containsExactly(deletion);
        assertThat(reader.parentsOfLosses(edit, Set.of(edit), HOSTS)).isEmpty();
        ObjectId later = withLine(edit, "later");
        assertThat(reader.parentsOfLosses(edit, Set.of(later), HOSTS)).isEmpty();
        assertThat(reader.parentsOfLosses(edit, Set.of(later), "src")).isEmpty();
    }

    private Set<ObjectId> losses(ObjectId tip) throws Exception {
        return reader.parentsOfLosses(begin, Set.of(tip), HOSTS);
    }

    private ObjectId withLine(ObjectId parent, String name) throws Exception {
        user.git("checkout", "--quiet", "--detach", parent.hex());
        user.write("memory/hosts/" + name + ".jsonl", name + "\n");
        return user.commit(name);
    }

    /** A merge by hand that keeps the files of {@code kept}. */
    private ObjectId merged(ObjectId kept, ObjectId first, ObjectId second) throws Exception {
        return new ObjectId(
                user.git(
                        "commit-tree",
                        "-m",
                        "merge",
                        "-p",
                        first.hex(),
                        "-p",
                        second.hex(),
                        kept + "^{tree}"));
    }
}
