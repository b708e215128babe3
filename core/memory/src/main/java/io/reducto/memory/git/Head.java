package io.reducto.memory.git;

import java.util.List;
import java.util.Optional;

/**
 * What is checked out.
 *
 * @param ref the full name of the branch; empty where HEAD is detached
 * @param commit its tip; empty where the branch is unborn
 */
public record Head(Optional<String> ref, Optional<ObjectId> commit) {
    static final String HEADS = "refs/heads/";

    /** The branch without {@code refs/heads/}; empty where HEAD is detached. */
    public Optional<String> branchName() {
        return ref.filter(name -> name.startsWith(HEADS))
                .map(name -> name.substring(HEADS.length()));
    }

    static Head of(String commit, String symbolicName) {
        Optional<String> ref =
                symbolicName.equals("HEAD") ? Optional.empty() : Optional.of(symbolicName);
        return new Head(ref, Optional.of(new ObjectId(commit)));
    }

    static Head read(Git git) throws GitException {
        GitOutput born =
                git.run(
                        GitCommand.of("rev-parse", "HEAD", "--symbolic-full-name", "HEAD")
                                .expecting(0, 128));
        if (born.exitCode() == 0) {
            List<String> lines = born.text().lines().toList();
            return of(lines.get(0), lines.get(1));
        }
        return new Head(
                Optional.of(git.run(GitCommand.of("symbolic-ref", "HEAD")).line()),
                Optional.empty());
    }
}
