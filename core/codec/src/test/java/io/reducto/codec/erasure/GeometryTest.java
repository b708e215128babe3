package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    @ParameterizedTest
    @ValueSource(strings = {"4+2", "1+0", "1+255", "256+0", "200+56", "12+2+2", "6+2+0", "1+1+254"})
    void textIsReadBack(String text) {
        assertThat(Geometry.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "4", "4+", "+2", "4-2", "4+2 ", "-4+2", "4+2+", "4+2+1+1", "9999+1", "0+2",
                "255+2", "4+0+2", "1+2+1", "250+4+3"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Geometry.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("geometry");
    }

    @Test
    void limitsAreKept() {
        assertThatThrownBy(() -> new Geometry(0, 2)).hasMessageContaining("geometry 0+2: expected");
        assertThatThrownBy(() -> new Geometry(4, -1)).hasMessageContaining("geometry 4+-1");
        assertThatThrownBy(() -> new Geometry(200, 57)).hasMessageContaining("at most 256");
        assertThatThrownBy(() -> new Geometry(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .hasMessageContaining("at most 256");
        assertThat(new Geometry(200, 56).totalShards()).isEqualTo(256);
    }

    @Test
    void localGroupsAreOfTheParity() {
        Geometry geometry = Geometry.parse("12+2+3");
        assertThat(geometry).isEqualTo(new Geometry(12, 5, 2));
        assertThat(geometry.globalParityShards()).isEqualTo(3);
        assertThat(geometry.lossesSurvived()).isEqualTo(4);
        assertThat(new Geometry(12, 5).lossesSurvived()).isEqualTo(5);
        assertThatThrownBy(() -> new Geometry(12, 2, 3)).hasMessageContaining("found 3");
        assertThatThrownBy(() -> new Geometry(12, 2, -1)).hasMessageContaining("0 to 2 local");
        assertThatThrownBy(() -> new Geometry(1, 4, 2)).hasMessageContaining("0 to 1 local");
    }

    @Test
    void whatIsNotPresentIsMissing() {
        Geometry geometry = new Geometry(4, 2);
        assertThat(geometry.missing(Stripes.set(0, 2, 5))).isEqualTo(Stripes.set(1, 3, 4));
        assertThat(geometry.missing(Stripes.range(0, 6))).isEqualTo(Stripes.set());
    }
}
