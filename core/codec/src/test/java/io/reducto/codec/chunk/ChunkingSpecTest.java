package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkingSpecTest {
    @Test
    void defaultIsWritten() {
        assertThat(ChunkingSpec.DEFAULT).hasToString("fastcdc2020-v1:8k/16k/32k:n2");
        assertThat(ChunkingSpec.DEFAULT.parameters())
                .isEqualTo(new ChunkingParameters(8192, 16384, 32768, 2));
        ChunkingPolicy.OBJECTS.check(ChunkingSpec.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fastcdc2020-v1:8k/16k/32k:n2",
                "fastcdc2020-v1:128/256/512:n3",
                "fastcdc2020-v1:4k/16k/65535:n0",
                "fastcdc2020-v1:1m/4m/16m:n1"
            })
    void textComesBack(String text) {
        assertThat(ChunkingSpec.parse(text)).hasToString(text);
        assertThat(ChunkingSpec.read("recipe r", text)).isEqualTo(ChunkingSpec.parse(text));
    }

    @Test
    void otherWordingsOfTheSameSpecAreEqual() {
        assertThat(ChunkingSpec.parse("fastcdc2020-v1:8192/16k/32768:n2:g-published"))
                .isEqualTo(ChunkingSpec.DEFAULT);
    }

    /** R1.5, X8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed:8k",
                "fixed",
                "FIXED-v1:8k/8k/8k:n0",
                "fixed-size-v1:4m",
                "static:64k"
            })
    void fixedSizeBlocksAreRefusedByName(String text) {
        assertThatThrownBy(() -> ChunkingSpec.parse(text))
                .isInstanceOf(UnsupportedChunkingException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("fixed-size blocks are refused")
                .hasMessageContaining("one inserted byte")
                .hasMessageContaining("fastcdc2020-v1:8k/16k/32k:n2");
        assertThatThrownBy(() -> ChunkingSpec.read("recipe r", text))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("recipe r")
                .hasMessageContaining("refused");
    }

    @Test
    void whatThisReleaseDoesNotKnowIsNamed() {
        assertThatThrownBy(() -> ChunkingSpec.parse("rabin-v1:8k/16k/32k:n2"))
                .isInstanceOf(UnsupportedChunkingException.class)
                .hasMessageContaining("unknown algorithm 'rabin-v1'")
                .hasMessageContaining("fastcdc2020-v1");
        assertThatThrownBy(() -> ChunkingSpec.parse("fastcdc2020-v2:8k/16k/32k:n2"))
                .hasMessageContaining("'fastcdc2020-v2'");
        assertThatThrownBy(() -> ChunkingSpec.parse("fastcdc2020-v1:8k/16k/32k:n2:g-mine"))
                .isInstanceOf(UnsupportedChunkingException.class)
                .hasMessageContaining("unknown gear table 'mine'");
        assertThatThrownBy(() -> ChunkingSpec.read("recipe r", "rabin-v1:8k/16k/32k:n2"))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("rabin-v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fastcdc2020-v1",
                "fastcdc2020-v1:",
                "fastcdc2020-v1:16k:n2",
                "fastcdc2020-v1:8k/16k/32k",
                "fastcdc2020-v1:8k/16k/32k:n4",
                "fastcdc2020-v1:8K/16K/32K:n2",
                "fastcdc2020-v1:8k/16k/99999999m:n2",
                "fastcdc2020-v1:16k/8k/32k:n2"
            })
    void whatIsNotASpecIsRefused(String text) {
        assertThatThrownBy(() -> ChunkingSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chunking");
        assertThatThrownBy(() -> ChunkingSpec.read("recipe r", text))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("recipe r");
    }

    @Test
    void endlessTextIsRefusedUnread() {
        assertThatThrownBy(() -> ChunkingSpec.parse("f".repeat(101)))
                .hasMessageContaining("at most 100 characters, found 101");
    }

    @ParameterizedTest
    @CsvSource({
        "62, 256, 512, 2, minimum: expected 64",
        "1048578, 2097152, 4194304, 2, minimum: expected 64 to 1048576",
        "65, 256, 512, 2, even number",
        "64, 255, 512, 2, average: expected 256",
        "64, 4194305, 16777216, 2, average: expected 256 to 4194304",
        "64, 256, 511, 2, maximum: expected 512",
        "64, 256, 16777217, 2, maximum: expected 512 to 16777216",
        "64, 256, 512, 4, level: expected 0 to 3",
        "64, 256, 512, -1, level: expected 0 to 3",
        "256, 256, 512, 2, minimum < average < maximum",
        "256, 512, 512, 2, minimum < average < maximum"
    })
    void limitsOfTheAlgorithmAreKept(int min, int average, int max, int level, String words) {
        assertThatThrownBy(() -> new ChunkingParameters(min, average, max, level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
