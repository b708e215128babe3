package io.reducto.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KernelTableTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final KernelTable table =
            new KernelTable(
                    new Machine("A processor", 1, List.of("avx2", "gfni"), "17"),
                    new Effort(3, 2, 10, 200),
                    List.of(
                            new Row("k", "1 MiB", "ours", speed(2.345), speed(12.34), NONE, ""),
                            new Row("k", "1 MiB", "small", speed(0.00532), NONE, speed(0.5), ""),
                            new Row("k", "4+2", "theirs", NONE, NONE, NONE, "not installed (x)")));

    @Test
    void textIsAnAlignedMarkdownTableWithItsConditions() {
        assertThat(table.toText())
                .isEqualTo(
                        """
                        | kernel | input | implementation |              GB/s | to scalar | to native |
                        | ------ | ----- | -------------- | ----------------: | --------: | --------: |
                        | k      | 1 MiB | ours           |              2.35 |      12.3 |       n/a |
                        | k      | 1 MiB | small          |            0.0053 |       n/a |     0.500 |
                        | k      | 4+2   | theirs         | not installed (x) |       n/a |       n/a |

                        One thread; the fastest of 30 windows of 200 ms, in 3 round(s). A processor, 1 core(s) given, avx2 gfni; Java 17
                        """);
    }

    @Test
    void jsonSaysTheSameWithAllDigits() throws Exception {
        JsonNode root = new ObjectMapper().readTree(table.toJson());
        assertThat(root.at("/machine/processor").asText()).isEqualTo("A processor");
        assertThat(root.at("/machine/flags")).extracting(JsonNode::asText).contains("gfni");
        assertThat(root.at("/rounds").asInt()).isEqualTo(3);
        assertThat(root.at("/rows")).hasSize(3);
        JsonNode ours = root.at("/rows/0");
        assertThat(ours.at("/implementation").asText()).isEqualTo("ours");
        assertThat(ours.at("/gigabytesPerSecond").asDouble()).isEqualTo(2.345);
        assertThat(ours.at("/ratioToScalar").asDouble()).isEqualTo(12.34);
        assertThat(ours.at("/ratioToNative").isNull()).isTrue();
        assertThat(ours.has("note")).isFalse();
        assertThat(root.at("/rows/2/gigabytesPerSecond").isNull()).isTrue();
        assertThat(root.at("/rows/2/note").asText()).isEqualTo("not installed (x)");
    }

    private static OptionalDouble speed(double value) {
        return OptionalDouble.of(value);
    }
}
