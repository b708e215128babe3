package io.reducto.memory.git;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Our own names of commits in a clone, below {@code refs/reducto/memory/}. */
public final class References {
    /** Where they are. */
    static final String FOLDER = "refs/reducto/memory/";

    /** The remote's tip as of the last exchange. */
    public static final String SYNCED = "refs/reducto/memory/synced";

    static final String FETCHED = "refs/reducto/memory/fetched";
    static final String PREPARED = "refs/reducto/memory/prepared";

    private final Git git;

    /** Names in the repository of {@code git}. */
    public References(Git git) {
        this.git = git;
    }

    /** What {@code ref} names; one process. */
    public Optional<ObjectId> get(String ref) throws GitException {
        GitOutput output =
                git.run(GitCommand.of("rev-parse", "--verify", "--quiet", ref).expecting(0, 1));
        return output.exitCode() == 0 ? Optional.of(new ObjectId(output.line())) : Optional.empty();
    }

    /** Ours that name something, by their full names; one process. */
    Map<String, ObjectId> all() throws GitException {
        GitCommand command =
                GitCommand.of("for-each-ref", "--format=%(objectname) %(refname)", FOLDER);
        Map<String, ObjectId> all = new HashMap<>();
        for (String line : git.run(command).text().lines().toList()) {
            int space = line.indexOf(' ');
            all.put(line.substring(space + 1), new ObjectId(line.substring(0, space)));
        }
        return all;
    }

    /** Lets {@code ref} name {@code commit}, whatever it has named; one process. */
    public void set(String ref, ObjectId commit) throws GitException {
        git.run(GitCommand.withoutHooks("update-ref", ref, commit.hex()));
    }
}
