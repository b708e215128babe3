package io.reducto.memory.git;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit of the local branch that the target does not contain.
 *
 * @param paths of the files that differ from its parent; none of a merge
 */
record LocalCommit(ObjectId id, ObjectId tree, List<ObjectId> parents, List<String> paths) {
    private static final Pattern HEADER = Pattern.compile("\u0001([0-9a-f]+) ([0-9a-f]+) ?(.*)");

    /**
     * The commits of {@code tip} that {@code target} does not contain, parents first.
     *
     * @param known what both contain, their merge base: without it Git, which goes by the clocks of
     *     commits, may list what lies before
     */
    static List<LocalCommit> between(Git git, ObjectId target, ObjectId tip, List<String> known)
            throws GitException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-c",
                                "log.showRoot=true",
                                "log",
                                "--reverse",
                                "--topo-order",
                                "--no-show-signature",
                                "--no-mailmap",
                                "--no-ext-diff",
                                "--no-renames",
                                "--no-relative",
                                "--diff-merges=off",
                                "--name-only",
                                "-z",
                                "--format=%x01%H %T %P",
                                target + ".." + tip));
        known.forEach(commit -> arguments.add("^" + commit));
        arguments.add("--");
        GitCommand command = GitCommand.of(arguments.toArray(String[]::new));
        List<LocalCommit> commits = new ArrayList<>();
        for (String part : git.run(command).parts()) {
            Matcher header = HEADER.matcher(part);
            if (header.matches()) {
                commits.add(of(header));
            } else {
                String path = part.startsWith("\n") ? part.substring(1) : part;
                commits.get(commits.size() - 1).paths.add(path);
            }
        }
        return commits;
    }

    private static LocalCommit of(Matcher header) {
        List<ObjectId> parents = new ArrayList<>();
        for (String hex : header.group(3).split(" ", -1)) {
            if (!hex.isEmpty()) {
                parents.add(new ObjectId(hex));
            }
        }
        return new LocalCommit(
                new ObjectId(header.group(1)),
                new ObjectId(header.group(2)),
                parents,
                new ArrayList<>());
    }

    boolean isMerge() {
        return parents.size() > 1;
    }

    /** Whether it touches something, and nothing but files of ours. */
    boolean isOnly(ManagedFiles managed) {
        return !paths.isEmpty() && paths.stream().allMatch(managed::contain);
    }
}
