package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reducto.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seed.Extension.class)
class SecretScannerTest {
    @Test
    void theLongestNamesTheFindingAndTheUnionIsItsPlace(Seed seed) {
        String token = MadeUpSecrets.jsonWebToken(seed);

        assertThat(SecretScanner.find("password=" + token))
                .extracting(Finding::detector)
                .containsExactly("json-web-token");
        assertThat(SecretScanner.find("password=Ab1!" + '-' + token))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.detector()).isEqualTo("assignment");
                            assertThat(found.start()).isEqualTo(9);
                            assertThat(found.end()).isEqualTo(14 + token.length());
                        });
    }

    @Test
    void whatReachesBeyondTheLongestBelongsToIt(Seed seed) {
        String token = MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 40) + "a1";
        String text = "Bearer " + token + ".password=Tr0ub4dor!x9 and so on";

        assertThat(SecretScanner.find(text))
                .extracting(Finding::detector, Finding::start, Finding::end)
                .containsExactly(tuple("bearer-token", 7, text.indexOf(" and")));
    }

    @Test
    void aUrlsPasswordThatIsATokenIsNamedByTheToken(Seed seed) {
        String token = "glpat-" + MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 19) + "7";

        assertThat(SecretScanner.find("https://x:" + token + "@gitlab.com/a"))
                .extracting(Finding::detector, Finding::start)
                .containsExactly(tuple("gitlab-token", 10));
    }

    @Test
    void placesAreUnitsOfUtf16(Seed seed) {
        String key = "S" + "K" + MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 32);
        String text = "\ud83d\ude00\ud83d" + key + "\udc00 \ud83d\ude00" + key;

        assertThat(SecretScanner.find(text))
                .extracting(found -> text.substring(found.start(), found.end()))
                .containsExactly(key, key);
    }

    @Test
    void nothingOfTheSecretIsInAFinding(Seed seed) {
        String key = MadeUpSecrets.draw(seed, MadeUpSecrets.ALNUM, 24) + "1aA";

        assertThat(SecretScanner.find("api_key=" + key))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.toString()).doesNotContain(key.substring(0, 6));
                            assertThat(found.fingerprint()).matches("[0-9a-f]{16}");
                        });
    }

    /** A known digest: BLAKE3-256 of "abc" begins with these. */
    @Test
    void aFingerprintIsTheBeginningOfABlake3() {
        assertThat(Fingerprint.of("abc")).isEqualTo("6437b3ac38465133");
    }

    @Test
    void anEscapeBeforeASecretIsNoWord(Seed seed) {
        String key = "S" + "K" + MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 32);

        assertThat(List.of("a\\n" + key, "a\\t" + key, "a%3D" + key, "a\\u0026" + key))
                .allSatisfy(text -> assertThat(SecretScanner.find(text)).hasSize(1));
        assertThat(SecretScanner.find("an" + key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "password, Tr0ub4dor, true",
        "DB_PASSWORD, Tr0ub4dor!, true",
        "userPassword, swordfish!, true",
        "pwd, a1b2c3d4, true",
        "apiKey, q7Zm2Lx9Rt4Vb6Nw, true",
        "clientSecret, f81d4fae-7dec-11d0-a765-00a0c91e6bf6, true",
        "authToken2, q7Zm2Lx9Rt4Vb6Nw, true",
        "secret_id, f81d4fae-7dec-11d0-a765-00a0c91e6bf6, true",
        "text, q7Zm2Lx9Rt4Vb6Nw, false",
        "password, swordfish, false",
        "password, short1, false",
        "password, the 2nd one, false",
        "passwordFile, q7Zm2Lx9Rt4Vb6Nw, false",
        "passwordAdmin, Tr0ub4dor, true",
        "compass, q7Zm2Lx9Rt4Vb6Nw, false",
        "tokens, q7Zm2Lx9Rt4Vb6Nw, false",
        "apiKey, 12345678901234567, false",
        "apiKey, aaaabbbbaaaab1b1, false",
        "'', q7Zm2Lx9Rt4Vb6Nw, false",
    })
    void aFieldsNameSaysWhatItsValueIs(String name, String value, boolean isSecret) {
        List<Finding> found = SecretScanner.findInField(name, value);

        assertThat(found).hasSize(isSecret ? 1 : 0);
        assertThat(found).allMatch(one -> one.start() == 0 && one.end() == value.length());
    }

    @Test
    void aFieldsValueIsScannedAsTextAsWell(Seed seed) {
        String key = "S" + "K" + MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 32);

        assertThat(SecretScanner.findInField("note", "it is " + key)).hasSize(1);
        assertThat(SecretScanner.findInField("password", "it is " + key)).hasSize(1);
    }

    @Test
    void anEmptyTextHasNone() {
        assertThat(SecretScanner.find("")).isEmpty();
        assertThat(SecretScanner.findInField("password", "")).isEmpty();
    }

    /** Behind the signs of another key it is far from its id, and near when a mask hides them. */
    @Test
    void whatAMaskBringsNearIsFound(Seed seed) {
        String block = MadeUpSecrets.block(seed, "PRIVATE KEY", "\n");
        String key = MadeUpSecrets.of("aws-secret-access-key").apply(seed).secret();
        // What goes on behind the id is no id, and stays.
        String id = "AKIA" + MadeUpSecrets.draw(seed, MadeUpSecrets.BASE32, 16) + "x";
        String text = id + " " + block + " and " + key;

        assertThat(SecretScanner.find(text))
                .extracting(Finding::detector, found -> text.substring(found.start(), found.end()))
                .containsExactly(tuple("private-key", block), tuple("aws-secret-access-key", key));
        String masked = SecretMask.mask(text, SecretScanner.find(text));
        assertThat(SecretScanner.find(masked)).as(masked).isEmpty();
    }
}
