package io.reducto.memory.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The stream of {@code git fast-import} for commits that no ref names: objects are written, index,
 * work tree and refs stay as they are. A stream that is cut off writes nothing.
 */
final class FastImport {
    /** Of commits that only carry a tree for a moment: always the same, so that they are one. */
    private static final Identity NOBODY = new Identity("reducto", "nobody@reducto.invalid");

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final Git git;
    private final ObjectFormat format;
    private int commits;

    FastImport(Git git, ObjectFormat format) {
        this.git = git;
        this.format = format;
        line("feature done");
    }

    /** Begins a commit; changes to its tree follow. Answers its mark. */
    int commit(String message, Identity by, Instant time) {
        commits++;
        line("commit " + References.PREPARED);
        line("mark :" + commits);
        line("author " + by.at(time));
        line("committer " + by.at(time));
        data(message.getBytes(StandardCharsets.UTF_8));
        return commits;
    }

    /** Begins a commit that only carries a tree. */
    int scaffold() {
        return commit("scaffold", NOBODY, Instant.EPOCH);
    }

    /** The parent of the commit just begun, and its tree to begin with: an id or {@code :mark}. */
    void from(String parent) {
        line("from " + parent);
    }

    /** The whole tree of the commit just begun. */
    void tree(ObjectId tree) {
        line("M 040000 " + tree + " \"\"");
    }

    void put(String path, byte[] content) {
        line("M 100644 inline " + quoted(path));
        data(content);
    }

    void put(String path, ObjectId blob) {
        line("M 100644 " + blob + " " + quoted(path));
    }

    void delete(String path) {
        line("D " + quoted(path));
    }

    /** Writes all commits; answers their ids by mark, from 1, in position 0. One process. */
    List<ObjectId> write() throws GitException {
        for (int mark = 1; mark <= commits; mark++) {
            line("get-mark :" + mark);
        }
        line("reset " + References.PREPARED);
        line("from " + format.zero());
        line("");
        line("done");
        GitCommand command =
                GitCommand.withoutHooks("fast-import", "--quiet", "--force", "--date-format=raw")
                        .reading(stream.toByteArray());
        List<ObjectId> ids = new ArrayList<>();
        git.run(command).text().lines().forEach(hex -> ids.add(new ObjectId(hex)));
        return ids;
    }

    private void data(byte[] bytes) {
        line("data " + bytes.length);
        stream.writeBytes(bytes);
        line("");
    }

    private void line(String text) {
        stream.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String path) {
        String escaped = path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "\"" + escaped + "\"";
    }
}
