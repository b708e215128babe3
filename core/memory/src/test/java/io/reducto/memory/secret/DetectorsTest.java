package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.secret.MadeUpSecrets.Sample;
import io.reducto.testkit.Seed;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Seed.Extension.class)
class DetectorsTest {
    private static final int DRAWS = 50;

    static Stream<String> kinds() {
        return MadeUpSecrets.all().keySet().stream();
    }

    @Test
    void eachDetectorHasASample() {
        Set<String> sampled = new TreeSet<>();
        kinds().forEach(kind -> sampled.add(detector(kind)));

        assertThat(sampled).isEqualTo(new TreeSet<>(Detectors.NAMES));
        assertThat(Detectors.NAMES).hasSameSizeAs(Detectors.ALL);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSecretOfTheRealFormatIsFoundWhereItStands(String kind) {
        Seed seed = Seed.fresh();
        Function<Seed, Sample> samples = MadeUpSecrets.of(kind);
        for (int i = 0; i < DRAWS; i++) {
            Sample sample = samples.apply(seed);
            int start = sample.before().length();

            assertThat(SecretScanner.find(sample.text()))
                    .as("%s, %s", sample, seed)
                    .filteredOn(found -> found.end() > start)
                    .containsExactly(
                            new Finding(
                                    detector(kind),
                                    start,
                                    start + sample.secret().length(),
                                    Fingerprint.of(sample.secret())));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSecretIsFoundAtBothEndsOfAText(String kind) {
        Seed seed = Seed.fresh();
        Sample sample = MadeUpSecrets.of(kind).apply(seed);
        Sample bare = needsContext(kind) ? sample : new Sample("", sample.secret(), "");

        assertThat(SecretScanner.find(bare.text()))
                .as("%s, %s", bare, seed)
                .extracting(Finding::detector)
                .last()
                .isEqualTo(detector(kind));
    }

    private static boolean needsContext(String kind) {
        return Set.of(
                        "assignment",
                        "url-password",
                        "bearer-token",
                        "basic-credentials",
                        "aws-secret-access-key")
                .contains(detector(kind));
    }

    /** One digit more or less, or a letter before it, and it is something else. */
    @Test
    void anotherLengthOrAWordBeforeItIsNotTheFormat(Seed seed) {
        Map<String, String> exact =
                Map.of(
                        "AKIA",
                        MadeUpSecrets.draw(seed, MadeUpSecrets.BASE32, 16),
                        "AI" + "za",
                        MadeUpSecrets.draw(seed, MadeUpSecrets.WORD, 34) + "x",
                        "S" + "K",
                        MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 32),
                        "dop" + "_v1_",
                        MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 64),
                        "np" + "m_",
                        MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 36));
        exact.forEach(
                (prefix, body) -> {
                    String shorter = prefix + body.substring(1);
                    String longer = prefix + body + 'A';
                    String inside = "x" + prefix + body;
                    assertThat(Stream.of(shorter, longer, inside).map(SecretScanner::find))
                            .as(prefix)
                            .allMatch(found -> found.isEmpty());
                });
    }

    @Test
    void aGitHubTokenWithAWrongChecksumIsNone(Seed seed) {
        String checked = MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 30);
        String sum = GitHubChecksum.of(checked);
        String wrong = sum.substring(0, 5) + (sum.endsWith("0") ? '1' : '0');

        assertThat(SecretScanner.find("gh" + "p_" + checked + sum)).hasSize(1);
        assertThat(SecretScanner.find("gh" + "p_" + checked + wrong)).isEmpty();
    }

    /** A token that its owner has revoked and published to explain the format. */
    @Test
    void theChecksumIsThatOfGitHub() {
        assertThat(GitHubChecksum.of("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ")).isEqualTo("0mLq17");
    }

    @Test
    void aTokenOfAnUnknownLongerFormIsFound(Seed seed) {
        String longer = "gh" + "s_" + MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 60);

        assertThat(SecretScanner.find(longer)).hasSize(1);
    }

    @Test
    void aKeyBlockThatIsCutOffIsFoundToItsLastLine(Seed seed) {
        String block = MadeUpSecrets.block(seed, "RSA PRIVATE KEY", "\n");
        String cut = block.substring(0, block.length() - 50);

        assertThat(SecretScanner.find(cut + "\n\nand so on, for a while"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.start()).isZero();
                            assertThat(found.end()).isEqualTo(cut.length());
                        });
    }

    @Test
    void anEncryptedTokenOfFivePartsIsFoundWhole(Seed seed) {
        String token =
                MadeUpSecrets.jsonWebToken(seed)
                        + '.'
                        + MadeUpSecrets.draw(seed, MadeUpSecrets.WORD, 20)
                        + '.'
                        + MadeUpSecrets.draw(seed, MadeUpSecrets.WORD, 20);

        assertThat(SecretScanner.find(token))
                .singleElement()
                .satisfies(found -> assertThat(found.end()).isEqualTo(token.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The password is kept in the vault, see https://example.org/a:b?c=d@e",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "commit 55f0e1b20c9d4f1e8a7b6c5d4e3f2a1b0c9d8e7f",
                "id AKIAIOSFODNN7EXAMPLE secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "password=changeme123",
                "password: <your password here>",
                "password=${DB_PASSWORD_2}",
                "password = $DB_PASSWORD_2",
                "password={{ vault.db_password_2 }}",
                "API_KEY=your-api-key-goes-here-1",
                "api_key: xxxxxxxxxxxxxxxxxxxxxxx1",
                "token=0123456789abcdef0123456789abcdef",
                "password: ********",
                "\"password\": \"the user's 2nd password\"",
                "password = getPassword(user1, 2)",
                "secret: my-db-credentials-v2-2024",
                "secret: config/secrets/db-01.yaml",
                "passwordHash=5f4dcc3b5aa765d61d8327deb882cf99",
                "secret_name=prod9db7credentials5x",
                "token_url=https://login.example.org/o/token1",
                "max_tokens=10000000000000000001",
                "access_key_id=abcdef1234567890qwertz",
                "std::secret::Type1234567890abcdefg",
                "postgres://postgres:postgres@localhost/db",
                "postgres://user:password@localhost/db",
                "postgres://user:${PASSWORD}@localhost/db",
                "ssh://git@github.com:22/a/b.git",
                "Bearer tokens are credentials1 of OAuth",
                "Authorization: Bearer <token>",
                "Basic authentication is basic",
                "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
                "xoxb-not-a-real-token-at-all-just-words",
                "sk-ant-your-key-goes-right-here-0123456789abc",
                "risk-free-and-desk-bound-and-task-oriented-9",
                "half_an_hour_is_thirty_minutes_or_a_bit_more1",
                "eyJust a word.and another.and one",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY----- and so on",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "if (token == null || password === undefined) {",
                "a: b, c=d; e := f --token --password -p",
            })
    void whatOnlyLooksLikeOneIsNoFinding(String text) {
        assertThat(SecretScanner.find(text)).isEmpty();
    }

    @Test
    void anImageInBase64IsNoFinding(Seed seed) {
        String image = MadeUpSecrets.draw(seed, MadeUpSecrets.BASE64, 100_000);

        assertThat(SecretScanner.find("data:image/png;base64," + image)).isEmpty();
    }

    @Test
    void aTokenOfThreePartsWithoutAnAlgorithmIsNone() {
        String header = MadeUpSecrets.base64Url("{\"a\":\"b\"}");

        assertThat(SecretScanner.find(header + ".aaaa.bbbb")).isEmpty();
    }

    private static String detector(String kind) {
        return kind.split("#", 2)[0];
    }
}
