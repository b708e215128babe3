package io.reducto.memory.git;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what {@code git diff-tree --numstat} says of many commits: for each parent a line of the
 * commit and all of its parents, then for each file the number of lines that came and went.
 */
final class LostLines {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}( [0-9a-f]{40,64})*");
    private static final Pattern NOTHING_LOST = Pattern.compile("\\d+\t0\t.*");

    private LostLines() {}

    /** The parents of commits that have dropped a line. */
    static Set<ObjectId> parents(String changes) {
        Set<ObjectId> parents = new HashSet<>();
        List<String> current = List.of();
        for (String line : changes.lines().toList()) {
            if (COMMIT.matcher(line).matches()) {
                current = List.of(line.split(" ", -1));
            } else if (!line.isEmpty() && !NOTHING_LOST.matcher(line).matches()) {
                current.stream().skip(1).map(ObjectId::new).forEach(parents::add);
            }
        }
        return parents;
    }
}
