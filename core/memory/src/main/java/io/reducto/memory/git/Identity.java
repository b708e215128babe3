package io.reducto.memory.git;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a commit is by.
 *
 * @param name without {@code < >} and control characters, not empty
 * @param email likewise
 */
public record Identity(String name, String email) {
    private static final Pattern FORBIDDEN = Pattern.compile("[<>\\p{Cntrl}]");
    private static final Pattern EDGES = Pattern.compile("^[ .,:;\"'\\\\]+|[ .,:;\"'\\\\]+$");

    /** Refuses what would break the line of a commit. */
    public Identity {
        if (!clean(name).equals(name) || !clean(email).equals(email)) {
            throw new IllegalArgumentException(
                    "identity: expected name and email without < > and control characters, found \"%s\" \"%s\""
                            .formatted(name, email));
        }
    }

    /**
     * The user's own as {@code git} would find it, and for what is not configured {@code replica},
     * so that no backup fails for a missing {@code user.email}.
     */
    static Identity of(GitSettings settings, Map<String, String> environment, String replica) {
        Optional<String> name =
                first(
                        List.of(
                                Optional.ofNullable(environment.get("GIT_AUTHOR_NAME")),
                                settings.get("author.name"),
                                settings.get("user.name")));
        Optional<String> email =
                first(
                        List.of(
                                Optional.ofNullable(environment.get("GIT_AUTHOR_EMAIL")),
                                settings.get("author.email"),
                                settings.get("user.email"),
                                Optional.ofNullable(environment.get("EMAIL"))));
        return new Identity(name.orElse(replica), email.orElse(replica + "@reducto.invalid"));
    }

    private static Optional<String> first(List<Optional<String>> candidates) {
        return candidates.stream()
                .flatMap(Optional::stream)
                .map(Identity::clean)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String clean(String text) {
        return EDGES.matcher(FORBIDDEN.matcher(text).replaceAll("")).replaceAll("");
    }

    /** The rest of an {@code author} or {@code committer} line. */
    String at(Instant time) {
        return "%s <%s> %d +0000".formatted(name, email, Math.max(0, time.getEpochSecond()));
    }
}
