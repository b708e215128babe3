package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R1.3, R1.4, P2.1: the averages an operator may ask for, and the sizes that follow. */
class ChunkingPolicyTest {
    @Test
    void everyPowerOfTwoInTheProfileMakesASpec() {
        for (ChunkingPolicy policy : ChunkingPolicy.values()) {
            int first = policy == ChunkingPolicy.OBJECTS ? 4096 : 256;
            int last = policy == ChunkingPolicy.OBJECTS ? 65536 : 2048;
            for (int average = first; average <= last; average *= 2) {
                for (int level = 0; level <= 3; level++) {
                    ChunkingSpec spec = policy.spec(average, level);
                    assertThat(spec.parameters())
                            .isEqualTo(
                                    new ChunkingParameters(
                                            average / 2, average, 2 * average, level));
                    assertThatCode(() -> policy.check(spec)).doesNotThrowAnyException();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OBJECTS, 2048",
        "OBJECTS, 131072",
        "OBJECTS, 12288",
        "OBJECTS, 0",
        "PAYLOADS, 128",
        "PAYLOADS, 4096"
    })
    void otherAveragesAreRefused(ChunkingPolicy policy, int average) {
        assertThatThrownBy(() -> policy.spec(average, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(policy.name())
                .hasMessageContaining("found " + average);
    }

    @Test
    void otherSizesAreRefusedWithThePermittedOnes() {
        ChunkingSpec wide = ChunkingSpec.parse("fastcdc2020-v1:4k/16k/64k:n2");
        assertThatThrownBy(() -> ChunkingPolicy.OBJECTS.check(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wide.toString())
                .hasMessageContaining("expected 'fastcdc2020-v1:8k/16k/32k:n2'");
    }

    @Test
    void looseLevelsAreWarnedOf() {
        assertThat(ChunkingPolicy.OBJECTS.warnings(ChunkingPolicy.OBJECTS.spec(8192, 0)))
                .singleElement()
                .asString()
                .contains("level 0", "22 %");
        assertThat(ChunkingPolicy.OBJECTS.warnings(ChunkingPolicy.OBJECTS.spec(8192, 1)))
                .singleElement()
                .asString()
                .contains("level 1", "10.5 %");
        assertThat(ChunkingPolicy.OBJECTS.warnings(ChunkingSpec.DEFAULT)).isEmpty();
    }
}
