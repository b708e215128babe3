package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote over HTTP that asks who is there, as hosting services do. */
@RequiresTool({"git", "setsid"})
class MemoryHttpITCase {
    private static final String LAPTOP = "laptop";
    private static final String DESK = "desk";
    private static final int REFUSED = 1;

    @TempDir Path folder;

    private MemoryTeam team;

    @BeforeEach
    void twoClones() throws Exception {
        team = new MemoryTeam(folder, List.of(LAPTOP, DESK));
        team.run("git", "-C", "team.git", "config", "http.receivepack", "true");
    }

    @Test
    void theCredentialsThatTheUsersGitHasAreEnough() throws Exception {
        try (GitOverHttp server = new GitOverHttp(folder)) {
            String address = server.address("team.git");
            Path credentials =
                    Files.writeString(
                            folder.resolve("credentials"),
                            address.replace(
                                            "http://",
                                            "http://%s:%s@"
                                                    .formatted(
                                                            GitOverHttp.NAME, GitOverHttp.PASSWORD))
                                    + "\n");
            for (String name : List.of(LAPTOP, DESK)) {
                team.run("git", "-C", name, "remote", "set-url", "origin", address);
                String helper = "store --file=" + credentials;
                team.run("git", "-C", name, "config", "credential.helper", helper);
                team.says(name, "of-" + name, "said by " + name);
                Ended ended = team.memory(name, "backup").finish();
                assertThat(ended.isWell()).as("%s", ended.output()).isTrue();
                assertThat(ended.output()).contains("pushed: ");
            }
            assertThat(team.checkInStep()).isEqualTo(2);
        }
    }

    @Test
    void withoutThemNobodyIsAskedAndEverythingIsKept() throws Exception {
        try (GitOverHttp server = new GitOverHttp(folder)) {
            String address = server.address("team.git");
            team.run("git", "-C", LAPTOP, "remote", "set-url", "origin", address);
            team.run("git", "-C", LAPTOP, "config", "credential.helper", "");
            team.says(LAPTOP, "tea", "tea is at four");

            Ended ended = team.memory(LAPTOP, "backup", "--patience", "0").finish();

            assertThat(ended.code()).as("%s", ended.output()).isEqualTo(REFUSED);
            assertThat(ended.output()).contains("kept here, the remote refuses it");
        }
        team.run("git", "-C", LAPTOP, "remote", "set-url", "origin", folder + "/team.git");
        assertThat(team.checkInStep()).isEqualTo(1);
    }
}
