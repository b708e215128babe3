package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
    private static final String PRINT = "0123456789abcdef";

    @Test
    void aMaskStandsWhereTheSecretWas() {
        Finding first = new Finding("npm-token", 2, 4, PRINT);
        Finding second = new Finding("twilio-key", 4, 5, PRINT);

        assertThat(SecretMask.mask("abCDEf", List.of(first, second)))
                .isEqualTo("ab[secret:npm-token:" + PRINT + "][secret:twilio-key:" + PRINT + "]f");
        assertThat(SecretMask.mask("abc", List.of())).isEqualTo("abc");
    }

    @Test
    void findingsOfAnotherTextAreRefused() {
        Finding outside = new Finding("npm-token", 2, 4, PRINT);
        Finding before = new Finding("npm-token", 0, 1, PRINT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretMask.mask("abc", List.of(outside)))
                .withMessageContaining("between 0 and 3, found 2 to 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretMask.mask("abcdef", List.of(outside, before)));
    }

    @Test
    void onlyAWholeMaskIsOne() {
        String mask = "[secret:npm-token:" + PRINT + "]";
        String value = "q7Zm2Lx9Rt4Vb6Nw";

        assertThat(SecretScanner.find("password=" + value + mask)).isEmpty();
        assertThat(SecretScanner.find("password=" + value + mask.replace("]", "")))
                .as("not closed")
                .isEmpty();
        assertThat(SecretScanner.find("x" + mask + " password=" + value)).hasSize(1);
        assertThat(SecretScanner.find("password=" + value + " " + mask)).hasSize(1);
    }

    @Test
    void aMaskHidesNoNeighbourInTheSameWord() {
        String mask = "[secret:npm-token:" + PRINT + "]";
        String password = "password=q7Zm2Lx9Rt4Vb6Nw";

        assertThat(SecretScanner.find(mask + "#" + password)).hasSize(1);
        assertThat(SecretScanner.find("token=" + mask + "#" + password)).hasSize(1);
    }
}
