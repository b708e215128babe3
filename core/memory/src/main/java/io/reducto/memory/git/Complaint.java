package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the standard error of {@code git} says about the kind of a failure, in the locale {@code C}.
 * The order counts: "Could not read from remote repository" follows every reason of SSH.
 */
final class Complaint {
    private static final Map<Pattern, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(Pattern.compile("not a git repository \\(or any"), Kind.NOT_A_REPOSITORY);
        KINDS.put(Pattern.compile("must be run in a work tree"), Kind.NOT_A_REPOSITORY);
        KINDS.put(
                Pattern.compile(
                        "permission denied \\(|authentication failed|could not read (username|password)"
                                + "|terminal prompts disabled|invalid username or password|host key verification failed"
                                + "|error: 40[13]|http 40[13]|access denied|not authorized"
                                + "|hook declined|protected branch|refusing to update checked out branch"
                                + "|detected dubious ownership|insufficient permission|remote: permission|repository not found"
                                + "|hook script|pre-receive hook"),
                Kind.REFUSED);
        KINDS.put(
                Pattern.compile(
                        "could not resolve|name or service not known|temporary failure in name resolution"
                                + "|connection (refused|reset|timed out|closed)|unable to connect|failed to connect"
                                + "|couldn't connect|network is unreachable|no route to host|operation timed out"
                                + "|hung up|early eof|unexpected disconnect|rpc failed|gnutls|ssl_error"
                                + "|error: 5\\d\\d|http 5\\d\\d|broken pipe|kex_exchange"
                                + "|could not read from remote repository|does not appear to be a git repository"
                                + "|unable to access"),
                Kind.UNREACHABLE);
        KINDS.put(
                Pattern.compile("\\.lock': file exists|cannot lock ref|another git process"),
                Kind.LOCKED);
    }

    private Complaint() {}

    static Kind kind(String complaints) {
        String text = complaints.toLowerCase(Locale.ROOT);
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Kind.OTHER);
    }
}
