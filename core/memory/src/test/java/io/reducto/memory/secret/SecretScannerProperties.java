package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.secret.MadeUpSecrets.Sample;
import io.reducto.testkit.Seed;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class SecretScannerProperties {
    private static final int TEXTS = 3_000;

    private static final List<Function<Seed, Sample>> KINDS =
            List.copyOf(MadeUpSecrets.all().values());

    private static final String[] GLUE = {
        "",
        "",
        " ",
        "\n",
        "\\n",
        "\"",
        "'",
        ": ",
        "=",
        "-",
        "_",
        ".",
        "/",
        "@",
        ":",
        "://",
        "--",
        "-----",
        "[secret:",
        "]",
        "password",
        "token=",
        "\"secret\":\"",
        "Bearer ",
        "a",
        "Z",
        "9",
        "\ud83d\ude00",
        "\ud83d",
        "\udc00",
        "eyJ",
        "sk-",
        "sk-ant-",
        "glpat-",
        "AKIA",
        "%3D"
    };

    @Test
    void aMaskedTextHasNoFinding(Seed seed) {
        for (int i = 0; i < TEXTS; i++) {
            String text = text(seed);
            String masked = SecretMask.mask(text, SecretScanner.find(text));

            assertThat(SecretScanner.find(masked)).as("%s masked: %s", text, masked).isEmpty();
            assertThat(SecretMask.mask(masked, SecretScanner.find(masked))).isEqualTo(masked);
        }
    }

    @Test
    void aMaskedFieldHasNoFinding(Seed seed) {
        for (int i = 0; i < TEXTS; i++) {
            String text = text(seed);
            String masked = SecretMask.mask(text, SecretScanner.findInField("password", text));

            assertThat(SecretScanner.findInField("password", masked))
                    .as("%s masked: %s", text, masked)
                    .isEmpty();
        }
    }

    @Test
    void findingsAscendApartAndBearTheFingerprintOfTheirPlace(Seed seed) {
        int found = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(seed);
            int done = 0;
            for (Finding finding : SecretScanner.find(text)) {
                assertThat(finding.start()).isGreaterThanOrEqualTo(done);
                assertThat(finding.fingerprint())
                        .isEqualTo(Fingerprint.of(text.substring(finding.start(), finding.end())));
                done = finding.end();
                found++;
            }
        }
        assertThat(found).as("findings of a useful number").isGreaterThan(TEXTS);
    }

    /** Nothing is thrown, and what random text of a few signs yields can be masked. */
    @Test
    void anyTextIsTaken(Seed seed) {
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = seed.between(0, 200);
            for (int c = 0; c < length; c++) {
                boolean isPlain = seed.between(0, 4) > 0;
                text.append((char) (isPlain ? seed.between(32, 127) : seed.between(0, 0x10000)));
            }
            SecretMask.mask(text, SecretScanner.find(text));
            SecretMask.mask(text, SecretScanner.findInField(text, text));
        }
    }

    /** Secrets, halves of them and what stands around them, in any order. */
    private static String text(Seed seed) {
        StringBuilder text = new StringBuilder();
        int parts = seed.between(1, 8);
        for (int i = 0; i < parts; i++) {
            Sample sample = KINDS.get(seed.between(0, KINDS.size())).apply(seed);
            text.append(
                    switch (seed.between(0, 4)) {
                        case 0 -> sample.text();
                        case 1 -> sample.secret();
                        case 2 -> sample.text().substring(seed.between(0, sample.text().length()));
                        default ->
                                sample.text().substring(0, seed.between(0, sample.text().length()));
                    });
            for (int g = seed.between(0, 4); g > 0; g--) {
                text.append(GLUE[seed.between(0, GLUE.length)]);
            }
        }
        return text.toString();
    }
}
