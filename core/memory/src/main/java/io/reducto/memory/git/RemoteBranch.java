package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One branch of a remote. Nothing else of it is ever asked for or changed: no tags, no submodules,
 * no force.
 *
 * <p>Where the answer to a push is lost, {@link #push} says {@link Kind#UNREACHABLE} although the
 * remote may have taken the commit; the next {@link #fetch} shows it.
 *
 * <p>The {@code pre-push} hook of the user runs and may decline, which is {@link Kind#REFUSED}: it
 * is the user's word on what leaves the machine.
 *
 * <p>For one caller at a time, who holds the lock of the clone.
 */
public final class RemoteBranch {
    /** How long a call may take unless another limit is given. */
    public static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final String SSH_WITHOUT_QUESTIONS = "ssh -o BatchMode=yes";

    private final Git git;
    private final CloneFolder clone;
    private final CloneFolder.Upstream upstream;
    private final Duration timeout;
    private Optional<ObjectId> synced = Optional.empty();

    /** The branch {@code upstream}, with the usual time-out. */
    public RemoteBranch(Git git, CloneFolder clone, CloneFolder.Upstream upstream) {
        this(git, clone, upstream, TIMEOUT);
    }

    /** The branch {@code upstream}; each call ends within {@code timeout}. */
    public RemoteBranch(
            Git git, CloneFolder clone, CloneFolder.Upstream upstream, Duration timeout) {
        this.git = git;
        this.clone = clone;
        this.upstream = upstream;
        this.timeout = timeout;
    }

    /**
     * Gets the branch as it is now; two processes. It lets {@code git} look after the repository
     * where {@link Housekeeping} finds something to do.
     *
     * @return its tip, empty where the remote has no such branch
     */
    public Optional<ObjectId> fetch() throws GitException {
        GitCommand command =
                remote(
                        "fetch",
                        "--quiet",
                        new Housekeeping(clone).isDue()
                                ? "--auto-maintenance"
                                : "--no-auto-maintenance",
                        "--no-tags",
                        "--no-prune",
                        "--no-recurse-submodules",
                        "--no-write-fetch-head",
                        upstream.remote(),
                        "+" + upstream.ref() + ":" + References.FETCHED);
        GitOutput output = git.run(command.expecting(0, 1, 128));
        boolean isThere = output.exitCode() == 0;
        if (!isThere && !output.complaints().contains("couldn't find remote ref")) {
            throw GitException.of(command, output.exitCode(), output.complaints());
        }
        Map<String, ObjectId> references = new References(git).all();
        synced = Optional.ofNullable(references.get(References.SYNCED));
        return isThere ? Optional.ofNullable(references.get(References.FETCHED)) : Optional.empty();
    }

    /** What {@link References#SYNCED} named when {@link #fetch} ended; no process. */
    public Optional<ObjectId> synced() {
        return synced;
    }

    /** Moves the branch of the remote forward to {@code commit}; one process. */
    public PushResult push(ObjectId commit) throws GitException {
        GitCommand command =
                remote(
                        "push",
                        "--porcelain",
                        "--no-follow-tags",
                        "--recurse-submodules=no",
                        upstream.remote(),
                        commit + ":" + upstream.ref());
        GitOutput output = git.run(command.expecting(0, 1, 128));
        if (output.exitCode() == 0) {
            return PushResult.PUSHED;
        }
        Optional<String> status =
                output.text().lines().filter(line -> line.startsWith("!\t")).findFirst();
        if (status.isPresent() && isBehind(status.get(), output.complaints())) {
            return PushResult.BEHIND;
        }
        throw refusal(command, output, status);
    }

    private static boolean isBehind(String status, String complaints) {
        String reason = status.substring(status.lastIndexOf('\t') + 1).toLowerCase(Locale.ROOT);
        boolean lost =
                reason.contains("fetch first")
                        || reason.contains("non-fast-forward")
                        || reason.contains("incorrect old value")
                        || reason.contains("reference already exists")
                        || reason.contains("cannot lock ref");
        return lost
                || (reason.contains("failed to update ref")
                        && Complaint.kind(complaints) == Kind.LOCKED);
    }

    private static GitException refusal(
            GitCommand command, GitOutput output, Optional<String> status) {
        Kind kind = Complaint.kind(output.complaints());
        boolean declinedHere = status.isEmpty() && output.exitCode() == 1 && kind == Kind.OTHER;
        boolean declinedThere = status.isPresent() && status.get().contains("[remote rejected]");
        String words = status.map(line -> line.replace('\t', ' ') + "\n").orElse("");
        return GitException.of(
                declinedHere || declinedThere ? Kind.REFUSED : kind,
                command,
                output.exitCode(),
                words + output.complaints());
    }

    private GitCommand remote(String... arguments) {
        List<String> all = new ArrayList<>();
        // A mirror would refuse the name of one branch.
        all.addAll(List.of("-c", "remote." + upstream.remote() + ".mirror=false"));
        all.addAll(List.of(arguments));
        GitCommand command = GitCommand.of(all.toArray(String[]::new)).within(timeout);
        return clone.hasOwnSsh() ? command : command.with("GIT_SSH_COMMAND", SSH_WITHOUT_QUESTIONS);
    }
}
