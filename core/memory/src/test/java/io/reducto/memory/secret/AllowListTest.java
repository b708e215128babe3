package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.secret.AllowList.MalformedLine;
import io.reducto.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class AllowListTest {
    private static final Finding FOUND = new Finding("twilio-key", 3, 9, "0123456789abcdef");

    @Test
    void aFingerprintPassesForAllDetectorsOrForOne() {
        assertThat(AllowList.parse("0123456789abcdef").allows(FOUND)).isTrue();
        assertThat(AllowList.parse("twilio-key:0123456789abcdef").allows(FOUND)).isTrue();
        assertThat(AllowList.parse("npm-token:0123456789abcdef").allows(FOUND)).isFalse();
        assertThat(AllowList.parse("0123456789abcdee").allows(FOUND)).isFalse();
        assertThat(AllowList.EMPTY.allows(FOUND)).isFalse();
    }

    @Test
    void commentsAndBlanksAreLeftOut() {
        AllowList list = AllowList.parse("# all\r\n\r\n  0123456789abcdef  # of the docs\r\n\t\n");

        assertThat(list.allows(FOUND)).isTrue();
        assertThat(list.malformed()).isEmpty();
    }

    @Test
    void aMalformedLineIsReportedByItsNumberWithoutItsText(Seed seed) {
        String secret = "S" + "K" + MadeUpSecrets.draw(seed, MadeUpSecrets.HEX, 32);
        AllowList list =
                AllowList.parse(
                        "0123456789abcdef\n"
                                + secret
                                + "\n0123456789ABCDEF\nx:0123456789abcdef\n:");

        assertThat(list.malformed()).extracting(MalformedLine::number).containsExactly(2, 3, 4, 5);
        assertThat(list.malformed().toString()).doesNotContain(secret);
        assertThat(list.malformed().get(0).reason()).contains("found 34 characters");
        assertThat(list.allows(FOUND)).isTrue();
    }

    @Test
    void whatDoesNotPassRemainsInOrder() {
        Finding other = new Finding("npm-token", 20, 30, "fedcba9876543210");

        assertThat(AllowList.parse("0123456789abcdef").remaining(List.of(FOUND, other)))
                .containsExactly(other);
    }
}
