package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a {@code git} program. */
record GitVersion(int major, int minor) {
    /** The oldest that has all options used here. */
    static final GitVersion OLDEST = new GitVersion(2, 39);

    private static final Pattern FORM = Pattern.compile("git version (\\d{1,6})\\.(\\d{1,6}).*");

    /** Refuses a program that is too old. */
    static void check(Git git) throws GitException {
        String line = git.run(GitCommand.of("version")).line();
        Matcher matcher = FORM.matcher(line);
        if (!matcher.matches()) {
            throw new GitException(
                    Kind.NO_PROGRAM,
                    "git version: expected a version, found \"%s\"".formatted(line));
        }
        GitVersion found =
                new GitVersion(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        if (found.isOlderThan(OLDEST)) {
            throw new GitException(
                    Kind.NO_PROGRAM,
                    "git is too old: expected %s or newer, found %s".formatted(OLDEST, line));
        }
    }

    private boolean isOlderThan(GitVersion other) {
        return major != other.major ? major < other.major : minor < other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
