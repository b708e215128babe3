package io.reducto.repository.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.digest.Blake3;
import io.reducto.repository.format.Digest;
import io.reducto.testkit.Seed;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
@Timeout(30)
class BackgroundDigestTest {
    @Test
    void isTheDigestOfAllPieces(Seed seed) throws Exception {
        byte[] object = seed.bytes(3_000_000);
        for (int most : new int[] {1 << 22, 20_000, 700}) {
            try (BackgroundDigest digest = new BackgroundDigest()) {
                for (int at = 0; at < object.length; ) {
                    int length = Math.min(object.length - at, seed.between(0, most));
                    digest.update(object, at, length);
                    at += length;
                }
                assertThat(digest.finish()).isEqualTo(of(object));
            }
        }
    }

    @Test
    void isThatOfNothingForNothing() throws Exception {
        try (BackgroundDigest digest = new BackgroundDigest()) {
            assertThat(digest.finish()).isEqualTo(of(new byte[0]));
        }
    }

    @Test
    void leavesNoThreadWhenItIsGivenUp() throws Exception {
        Set<Thread> before = hashing();
        BackgroundDigest digest = new BackgroundDigest();
        digest.update(new byte[100], 0, 100);
        Set<Thread> ours = hashing();
        ours.removeAll(before);
        assertThat(ours).hasSize(1);

        digest.close();
        for (Thread thread : ours) {
            thread.join();
        }
    }

    @Test
    void aCallerThatIsInterruptedIsToldSo() {
        try (BackgroundDigest digest = new BackgroundDigest()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(digest::finish).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Set<Thread> hashing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reducto-root"))
                .collect(Collectors.toSet());
    }

    private static Digest of(byte[] object) {
        return Digest.read(Blake3.hash(object, 0, object.length), 0);
    }
}
