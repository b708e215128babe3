package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.GitException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What tests cannot bring about: messages of servers and of SSH; the others are in their places.
 */
class ComplaintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
REFUSED     | git@host: Permission denied (publickey). fatal: Could not read from remote repository.
REFUSED     | Host key verification failed. fatal: Could not read from remote repository.
REFUSED     | fatal: could not read Username for 'https://host': terminal prompts disabled
REFUSED     | fatal: Authentication failed for 'https://host/x.git/'
REFUSED     | fatal: unable to access 'https://host/x.git/': The requested URL returned error: 403
REFUSED     | remote: Repository not found. fatal: repository 'https://host/x.git/' not found
REFUSED     | remote: error: GH006: Protected branch update failed for refs/heads/main.
REFUSED     | fatal: detected dubious ownership in repository at '/x'
UNREACHABLE | ssh: connect to host h port 22: Connection timed out fatal: Could not read from remote repository. Please make sure you have the correct access rights
UNREACHABLE | ssh: Could not resolve hostname h: Temporary failure in name resolution
UNREACHABLE | fatal: unable to access 'https://host/': The requested URL returned error: 502
UNREACHABLE | error: RPC failed; curl 56 Recv failure: Connection reset by peer
UNREACHABLE | fatal: the remote end hung up unexpectedly
UNREACHABLE | fatal: unable to access 'https://host/': Could not resolve host: host
LOCKED      | fatal: Unable to create '/x/.git/index.lock': File exists.
LOCKED      | fatal: update_ref failed for ref 'refs/heads/a': cannot lock ref 'refs/heads/a': is at 1 but expected 2
OTHER       | fatal: bad object HEAD
OTHER       | error: pathspec 'x' did not match any file(s) known to git
""")
    void saysWhatACallerMayDo(Kind kind, String complaints) {
        assertThat(Complaint.kind(complaints)).isEqualTo(kind);
    }

    @Test
    void credentialsAreMasked() {
        assertThat(Masked.text("'https://user:${PASS}@host/x' http://tok@host ssh://git@host/y"))
                .isEqualTo("'https://***@host/x' http://***@host ssh://git@host/y");
        assertThat(Masked.text("ssh://git:pw@host/y https://a:b@c@host/ https://host/a@b"))
                .isEqualTo("ssh://git:***@host/y https://***@host/ https://host/a@b");
        assertThat(Masked.text("'http://me:p/w@host/x' http://me:p'w@host ssh://me:p\"w@x@host/y"))
                .isEqualTo("'http://***@host/x' http://***@host ssh://me:***@host/y");
        assertThat(Masked.text("'https://host:80/a': no@one ssh://git@host:22/x@y"))
                .isEqualTo("'https://host:80/a': no@one ssh://git@host:22/x@y");
        assertThat(Masked.text("git@host:me/x.git said \u001b]0;title\u0007 äß\n"))
                .isEqualTo("git@host:me/x.git said ]0;title äß\n");
    }
}
