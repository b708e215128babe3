package io.reducto.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0", "_", "-", "+", "a/b", "a.b", "packs/6a/6a9f.shard", "a.", "a/b."})
    void ordinaryNamesAreAccepted(String name) {
        assertThat(ObjectName.of(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "a..b", ".tmp/x",
                ".volume", "a/.b", "a/./b", "A", "ä", "a b", "a\\b", "a:b", "a,b", "a*", "a?",
                        "a%2f",
                "a\nb", "a\u0000b", "a\tb", "~", "$x", "c:/x", "con\u202e", "\ud83d\ude00", "ı"
            })
    void hostileNamesAreRefused(String name) {
        assertThatThrownBy(() -> ObjectName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("object name")
                .matches("[\\x20-\\x7e…]*");
    }

    @Test
    void lengthsAreLimited() {
        String segment = "x".repeat(ObjectName.SEGMENT_LENGTH_MAX);
        String name = String.join("/", segment, segment, segment, "y".repeat(125));
        assertThat(ObjectName.of(name).value()).hasSize(ObjectName.LENGTH_MAX);
        assertThatThrownBy(() -> ObjectName.of(name + "y"))
                .hasMessageContaining("it has 513 characters, at most 512 are allowed");
        assertThatThrownBy(() -> ObjectName.of(segment + "x"))
                .hasMessageContaining("a segment has 129 characters, at most 128 are allowed");
        assertThatThrownBy(() -> ObjectName.checkPrefix(name + "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prefixesNeedNotBeNames() {
        assertThat(ObjectName.checkPrefix("")).isEmpty();
        assertThat(ObjectName.checkPrefix("a/")).isEqualTo("a/");
    }
}
