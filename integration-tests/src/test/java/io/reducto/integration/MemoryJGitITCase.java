package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeResult;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonService;
import org.eclipse.jgit.transport.resolver.FileResolver;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team whose remote is served by JGit, and one of whose members works with JGit. */
@RequiresTool({"git", "setsid"})
class MemoryJGitITCase {
    private static final String LAPTOP = "laptop";
    private static final String DESK = "desk";

    @TempDir Path folder;

    private Daemon daemon;
    private String address;
    private MemoryTeam team;

    @BeforeEach
    void serve() throws Exception {
        daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver(new FileResolver<>(folder.toFile(), true));
        for (String name : List.of("receive-pack", "upload-pack")) {
            DaemonService service = daemon.getService("git-" + name);
            service.setEnabled(true);
            service.setOverridable(false);
        }
        daemon.start();
        address = "git://127.0.0.1:%d/team.git".formatted(daemon.getAddress().getPort());
        team = new MemoryTeam(folder, address, List.of(LAPTOP, DESK));
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.stopAndWait();
    }

    @Test
    void itReadsEveryObjectAndTheSameBytes() throws Exception {
        backUp(LAPTOP, "tea");
        backUp(DESK, "lint");

        assertThat(team.checkInStep()).isEqualTo(2);
        try (Git clone = cloned()) {
            assertThat(checkedObjects(clone.getRepository())).isGreaterThan(10);
            assertThat(bytesThatDiffer(clone.getRepository())).isEmpty();
        }
    }

    @Test
    void aMergeInWhichItTookOneSideIsMended() throws Exception {
        backUp(LAPTOP, "tea");
        try (Git clone = cloned()) {
            backUp(DESK, "lint");
            clone.fetch().call();
            Repository repository = clone.getRepository();
            ObjectId desk = repository.resolve("origin/" + repository.getBranch());
            Files.writeString(repository.getWorkTree().toPath().resolve("README"), "ours");
            clone.add().addFilepattern("README").call();
            clone.commit().setMessage("Say whose this is").setSign(false).call();
            MergeResult merged = clone.merge().setStrategy(MergeStrategy.OURS).include(desk).call();
            assertThat(merged.getMergeStatus()).isEqualTo(MergeResult.MergeStatus.MERGED);
            clone.push().call();
        }
        assertThat(team.run("git", "-C", "team.git", "show", "HEAD:memory/unified.jsonl"))
                .as("the merge has dropped what the desk said")
                .doesNotContain("lint");

        for (String name : List.of(LAPTOP, DESK, LAPTOP)) {
            assertThat(team.memory(name, "sync").finish().isWell()).isTrue();
        }
        try (Git clone = cloned()) {
            assertThat(bytesThatDiffer(clone.getRepository())).isEmpty();
            assertThat(read(clone.getRepository(), "memory/unified.jsonl")).contains("lint", "tea");
            assertThat(read(clone.getRepository(), "README")).isEqualTo("ours");
        }
    }

    private void backUp(String name, String id) throws Exception {
        team.says(name, id, id + " of " + name);
        assertThat(team.memory(name, "backup").finish().isWell()).isTrue();
    }

    private Git cloned() throws Exception {
        File place = Files.createTempDirectory(folder, "jgit").toFile();
        return Git.cloneRepository().setURI(address).setDirectory(place).call();
    }

    /** Looks at everything that can be reached, as strictly as a server may; answers how many. */
    private static int checkedObjects(Repository repository) throws Exception {
        ObjectChecker checker = new ObjectChecker();
        int count = 0;
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve("HEAD")));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                assertThat(commit.getParentCount()).as("a line").isLessThan(2);
                check(checker, walk, commit);
                count++;
            }
            for (RevObject each = walk.nextObject(); each != null; each = walk.nextObject()) {
                check(checker, walk, each);
                count++;
            }
        }
        return count;
    }

    private static void check(ObjectChecker checker, ObjectWalk walk, RevObject object)
            throws Exception {
        byte[] bytes = walk.getObjectReader().open(object).getCachedBytes();
        checker.check(object, object.getType(), bytes);
    }

    /** The files of a memory that JGit reads otherwise than they lie in the laptop's clone. */
    private List<String> bytesThatDiffer(Repository repository) throws IOException {
        List<String> differ = new ArrayList<>();
        try (TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(repository.parseCommit(repository.resolve("HEAD")).getTree());
            tree.setRecursive(true);
            int files = 0;
            while (tree.next()) {
                Path file = team.clone(LAPTOP).resolve(tree.getPathString());
                if (!read(repository, tree.getObjectId(0)).equals(Files.readString(file))) {
                    differ.add(tree.getPathString());
                }
                files++;
            }
            assertThat(files).as("two hosts, the unified file, replicas").isGreaterThan(4);
        }
        return differ;
    }

    private static String read(Repository repository, String path) throws IOException {
        return read(repository, repository.resolve("HEAD:" + path));
    }

    private static String read(Repository repository, ObjectId blob) throws IOException {
        return new String(repository.open(blob).getCachedBytes(), StandardCharsets.UTF_8);
    }
}
