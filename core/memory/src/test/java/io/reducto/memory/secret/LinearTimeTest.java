package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.secret.MadeUpSecrets.Sample;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work is counted, not timed: characters that are asked for or copied. */
@ExtendWith(Seed.Extension.class)
class LinearTimeTest {
    private static final int LENGTH = 1 << 20;

    /** What costs its square shows here as well: 16,384 steps for each character. */
    private static final int PART = 1 << 14;

    /** Of hostile texts: the windows beside AWS ids are walked again for each id. */
    private static final int STEPS_PER_CHAR_MAX = 200;

    /** Of ordinary ones. */
    private static final int ORDINARY_STEPS_PER_CHAR_MAX = 8;

    /** Counts what is read. */
    private static final class CountingText implements CharSequence {
        private final String text;
        private long steps;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            steps += end - start;
            return text.substring(start, end);
        }
    }

    static Stream<String> hostile() {
        List<String> units = new ArrayList<>();
        for (Detector detector : Detectors.ALL) {
            for (String anchor : detector.anchors()) {
                units.add(anchor);
                units.add(anchor + "A");
                units.add("-" + anchor + "a1");
                units.add(anchor + "eyJhbGciOiJI");
            }
        }
        for (String name : new String[] {"password", "token", "api_key"}) {
            for (String after :
                    new String[] {"=", "=\"", "='", ":\"", "=\\\"", "=`\"'", "=a1", "= "}) {
                units.add(name + after);
            }
            units.add("--" + name + " ");
        }
        units.addAll(List.of("a", "=", ":", " = ", "-", "://a:", "://:@", "eyJ.eyJ.", "\\", "%"));
        units.addAll(
                List.of("[secret:", "[secret:a:0123456789abcdef]", "-----BEGIN PRIVATE KEY-----"));
        units.add("-----BEGIN PRIVATE KEY-----\n" + "QUJD".repeat(16) + "\n");
        units.add("eyJ-".repeat(1_000) + ".a.a ");
        units.add("AKIA" + "QWERTZUIOPASDFGH" + " ");
        return units.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextCostsInProportionToItsLength(String unit) {
        CountingText text = new CountingText(unit.repeat(PART / unit.length()));

        SecretScanner.find(text);

        assertThat(text.steps / text.length()).isLessThan(STEPS_PER_CHAR_MAX);
    }

    /** One run in which every place is an anchor, and a last sign that spoils or allows it. */
    @ParameterizedTest
    @MethodSource("hostile")
    void anEndThatSpoilsItChangesNothing(String unit) {
        CountingText text =
                new CountingText("password='" + unit.repeat(PART / unit.length()) + "@\u00e9");

        SecretScanner.find(text);

        assertThat(text.steps / text.length()).isLessThan(STEPS_PER_CHAR_MAX);
    }

    static Stream<String> detectors() {
        return Detectors.ALL.stream().map(detector -> detector.anchors().get(0));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aMebibyteOfAnchorsIsTaken(String anchor) {
        CountingText text = new CountingText(anchor.repeat(LENGTH / anchor.length()));

        SecretScanner.find(text);

        assertThat(text.steps / text.length()).isLessThan(STEPS_PER_CHAR_MAX);
    }

    @Test
    void randomSignsCostLittle(Seed seed) {
        String signs = MadeUpSecrets.draw(seed, MadeUpSecrets.BASE64 + " .,:=\n\"'-", LENGTH);
        CountingText text = new CountingText(signs);

        SecretScanner.find(text);

        assertThat(text.steps / text.length()).isLessThan(ORDINARY_STEPS_PER_CHAR_MAX);
    }

    @Test
    void manySecretsCostInProportionToo(Seed seed) {
        StringBuilder many = new StringBuilder();
        List<Sample> samples = new ArrayList<>();
        MadeUpSecrets.all().values().forEach(kind -> samples.add(kind.apply(seed)));
        while (many.length() < LENGTH) {
            many.append(samples.get(seed.between(0, samples.size())).text()).append('\n');
        }
        CountingText text = new CountingText(many.toString());

        assertThat(SecretScanner.find(text)).hasSizeGreaterThan(1_000);
        assertThat(text.steps / text.length()).isLessThan(STEPS_PER_CHAR_MAX);
    }
}
