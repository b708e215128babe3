package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A work tree and the repository behind it: where things are, what is configured, which branch is
 * checked out. Everything but {@link #head} and {@link #operationUnderWay} is as of {@link #open};
 * {@link #set} is seen by a later one.
 */
public final class CloneFolder {
    /** Where our files are in the folder that all work trees share. */
    static final String OURS = "reducto/memory";

    /** The name of the branch that is exchanged whatever is checked out. */
    public static final String BRANCH = "reducto.memory.branch";

    private static final String DEFAULT_REMOTE = "origin";

    private static final Map<String, String> OPERATIONS =
            Map.of(
                    "rebase-merge", "rebase",
                    "rebase-apply", "rebase",
                    "MERGE_HEAD", "merge",
                    "CHERRY_PICK_HEAD", "cherry-pick",
                    "REVERT_HEAD", "revert",
                    "sequencer", "cherry-pick",
                    "BISECT_LOG", "bisect");

    private final Git git;
    private final GitSettings settings;
    private final Path root;
    private final Path gitDirectory;
    private final Path commonDirectory;
    private final ObjectFormat format;
    private final Head headAtOpen;
    private final Head branchAtOpen;

    private CloneFolder(Git git, GitSettings settings, ClonePlace place) throws GitException {
        this.git = git;
        this.settings = settings;
        this.root = place.root();
        this.gitDirectory = place.gitDirectory();
        this.commonDirectory = place.commonDirectory();
        this.format = place.format();
        this.headAtOpen = place.head();
        this.branchAtOpen = exchanged(place.head());
    }

    /**
     * The clone in which {@code git} runs; three processes, one more in a clone without a commit,
     * and where another branch is exchanged than is checked out.
     *
     * @throws GitException also {@link Kind#NOT_A_REPOSITORY} where there is no work tree, and
     *     {@link Kind#NO_PROGRAM} where the program is too old
     */
    public static CloneFolder open(Git git) throws GitException {
        GitVersion.check(git);
        return new CloneFolder(git, GitSettings.read(git), ClonePlace.read(git));
    }

    /** Root of the work tree. */
    public Path root() {
        return root;
    }

    /** The Git folder of this work tree: index, {@code HEAD}, operations under way. */
    public Path gitDirectory() {
        return gitDirectory;
    }

    /** The Git folder that all work trees of the clone share. */
    public Path commonDirectory() {
        return commonDirectory;
    }

    /** How the repository names objects. */
    public ObjectFormat format() {
        return format;
    }

    /** What was checked out when the clone was opened. */
    public Head headAtOpen() {
        return headAtOpen;
    }

    /** What is checked out now; one process, two without a commit. */
    public Head head() throws GitException {
        return Head.read(git);
    }

    /** What is exchanged, as of {@link #open}: {@link #headAtOpen}, or a branch that is set. */
    public Head branchAtOpen() {
        return branchAtOpen;
    }

    /** What is exchanged now; one process more than {@link #head} where it is not checked out. */
    public Head branch() throws GitException {
        return exchanged(head());
    }

    /** Whether what is exchanged was checked out in this work tree when the clone was opened. */
    public boolean isCheckedOut() {
        return isExchanged(headAtOpen);
    }

    boolean isExchanged(Head head) {
        return fixedRef().isEmpty() || fixedRef().equals(head.ref());
    }

    private Head exchanged(Head head) throws GitException {
        Optional<String> ref = fixedRef();
        return ref.isEmpty() || isExchanged(head)
                ? head
                : new Head(ref, new References(git).get(ref.get()));
    }

    private Optional<String> fixedRef() {
        return settings.get(BRANCH).map(name -> Head.HEADS + name);
    }

    /** Folder of our files in {@link #commonDirectory}; made with mode 700 where it is missing. */
    public Path privateFolder() throws IOException {
        return makePrivate(commonDirectory.resolve(OURS));
    }

    /** The name of the user's operation that this work tree is in the middle of. */
    public Optional<String> operationUnderWay() {
        return OPERATIONS.entrySet().stream()
                .filter(entry -> Files.exists(gitDirectory.resolve(entry.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }

    /**
     * With whom the current branch is exchanged: its upstream; otherwise the branch of the same
     * name of {@code origin}; nobody where HEAD is detached or there is no such remote. A branch
     * that is set is that of the same name, of its own upstream's remote, of the current branch's,
     * or of {@code origin}.
     */
    public Optional<Upstream> upstream() {
        Optional<Upstream> current = configured(headAtOpen.branchName());
        if (fixedRef().isPresent()) {
            return configured(settings.get(BRANCH))
                    .or(() -> current)
                    .map(Upstream::remote)
                    .or(this::defaultRemote)
                    .map(remote -> new Upstream(remote, fixedRef().get()));
        }
        return current.or(
                () ->
                        headAtOpen
                                .branchName()
                                .flatMap(
                                        name ->
                                                defaultRemote()
                                                        .map(
                                                                r ->
                                                                        new Upstream(
                                                                                r,
                                                                                Head.HEADS
                                                                                        + name))));
    }

    private Optional<Upstream> configured(Optional<String> branch) {
        return branch.flatMap(name -> settings.get("branch." + name + ".remote"))
                .filter(this::isRemote)
                .flatMap(
                        remote ->
                                settings.get("branch." + branch.orElseThrow() + ".merge")
                                        .map(ref -> new Upstream(remote, ref)));
    }

    private Optional<String> defaultRemote() {
        return Optional.of(DEFAULT_REMOTE).filter(this::isRemote);
    }

    private boolean isRemote(String name) {
        return !settings.all("remote." + name + ".url").isEmpty();
    }

    /**
     * The value of {@code key}, written as in {@code git config --list}; the last where several.
     */
    public Optional<String> get(String key) {
        return settings.get(key);
    }

    /** All values of {@code key}, in order. */
    public List<String> getAll(String key) {
        return settings.all(key);
    }

    /** Whether anything is set whose name begins with {@code start}. */
    boolean hasAny(String start) {
        return settings.hasAny(start);
    }

    /** Writes the one value of {@code key} into the configuration of this clone. */
    public void set(String key, String value) throws GitException {
        git.run(GitCommand.of("config", "--local", "--replace-all", key, value));
    }

    /** Adds a value of {@code key} to the configuration of this clone. */
    public void add(String key, String value) throws GitException {
        git.run(GitCommand.of("config", "--local", "--add", key, value));
    }

    /** Whether a branch may be called {@code name}; one process. */
    public boolean isBranchName(String name) throws GitException {
        GitCommand command = GitCommand.of("check-ref-format", Head.HEADS + name);
        return !name.startsWith("-") && git.run(command.expecting(0, 1)).exitCode() == 0;
    }

    /** The user's identity, {@code replica} standing in for what is not configured. */
    public Identity identity(String replica) {
        return Identity.of(settings, System.getenv(), replica);
    }

    /** Whether the user has said how SSH is started; otherwise it is told never to ask. */
    boolean hasOwnSsh() {
        return settings.get("core.sshcommand").isPresent()
                || System.getenv("GIT_SSH_COMMAND") != null
                || System.getenv("GIT_SSH") != null;
    }

    static Path makePrivate(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        return Files.createDirectories(folder, mode);
    }

    /**
     * Where a branch is exchanged.
     *
     * @param remote its name in the configuration
     * @param ref the full name of the branch there
     */
    public record Upstream(String remote, String ref) {}
}
