package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalReconstructionCodeTest extends ErasureCodeContract {
    private final Map<ErasureCode, Rank> ranks = new HashMap<>();

    /** Two groups where there are four data shards or more, else one; none without parity. */
    @Override
    protected ErasureCode create(Geometry geometry) {
        int groups = Math.min(geometry.parityShards(), geometry.dataShards() < 4 ? 1 : 2);
        return ErasureCode.of(new Geometry(geometry.dataShards(), geometry.parityShards(), groups));
    }

    @Override
    protected boolean isRecoverable(ErasureCode code, BitSet present, BitSet lost) {
        return ranks.computeIfAbsent(code, Rank::new).isDetermined(present, lost);
    }

    private static LocalReconstructionCode code(String geometry) {
        return LocalReconstructionCode.of(Geometry.parse(geometry));
    }

    /**
     * Each of the 2^n patterns: decoded exactly where the excess allows it for any code with these
     * groups, which is where the rank says so.
     */
    @ParameterizedTest
    @ValueSource(strings = {"6+2+2", "12+2+2", "7+3+2", "8+4+2", "5+2+1", "6+3+0", "5+1+3"})
    void everyPatternThatAnyCodeDecodesIsDecoded(String text, Seed seed) {
        LocalReconstructionCode code = code(text);
        assertThat(code.isMaximallyRecoverable()).isTrue();
        Geometry geometry = code.geometry();
        Rank rank = new Rank(code);
        byte[][] stripe = Stripes.encoded(code, 2, seed);
        int decoded = 0;
        for (int pattern = 0; pattern < 1 << geometry.totalShards(); pattern++) {
            BitSet lost = BitSet.valueOf(new long[] {pattern});
            BitSet present = geometry.missing(lost);
            boolean isDecodable = excess(geometry, lost) <= geometry.globalParityShards();
            if (isDecodable != (rank.of(present) == geometry.dataShards())) {
                assertThat(rank.of(present)).as("rank without %s", lost).isNegative();
            }
            if (isDecodable) {
                byte[][] repaired = Stripes.copy(stripe);
                lost.stream().forEach(i -> Arrays.fill(repaired[i], (byte) 0x5A));
                code.reconstruct(repaired, present, lost, 0, 2);
                if (!Arrays.deepEquals(stripe, repaired)) {
                    assertThat(repaired).as("without %s", lost).isDeepEqualTo(stripe);
                }
                decoded++;
            } else if (code.sources(present, lost).isPresent()) {
                assertThat(code.sources(present, lost)).as("without %s", lost).isEmpty();
            }
        }
        assertThat(decoded).isGreaterThan(1 << geometry.parityShards());
    }

    /** Lost global parities, and of each group the lost shards but one. */
    private static int excess(Geometry geometry, BitSet lost) {
        int k = geometry.dataShards();
        int l = geometry.localGroups();
        int excess = lost.get(k + l, k + l + geometry.globalParityShards()).cardinality();
        for (int g = 0; g < l; g++) {
            excess += Math.max(0, lostOf(geometry, g, lost) - 1);
        }
        return excess;
    }

    private static int lostOf(Geometry geometry, int group, BitSet lost) {
        BitSet both = group(geometry, group);
        both.and(lost);
        return both.cardinality();
    }

    /** The ordinals of a group, its parity included. */
    private static BitSet group(Geometry geometry, int group) {
        int k = geometry.dataShards();
        int l = geometry.localGroups();
        BitSet members = Stripes.range(group * k / l, (group + 1) * k / l);
        members.set(k + group);
        return members;
    }

    /** Also of part of the lost shards, where the rest is lost for good. */
    @ParameterizedTest
    @ValueSource(strings = {"6+2+2", "4+2+1", "6+3+3"})
    void whatIsDeterminedIsReconstructedAndNothingElse(String text, Seed seed) {
        LocalReconstructionCode code = code(text);
        Geometry geometry = code.geometry();
        Rank rank = new Rank(code);
        byte[][] stripe = Stripes.encoded(code, 3, seed);
        for (int pattern = 1; pattern < 1 << geometry.totalShards(); pattern++) {
            BitSet lost = BitSet.valueOf(new long[] {pattern});
            BitSet present = geometry.missing(lost);
            lost.stream()
                    .forEach(
                            one -> {
                                BitSet wanted = Stripes.set(one);
                                assertThat(code.sources(present, wanted).isPresent())
                                        .as("%d without %s", one, lost)
                                        .isEqualTo(rank.isDetermined(present, wanted));
                                if (rank.isDetermined(present, wanted)) {
                                    assertFromSources(code, stripe, present, wanted);
                                }
                            });
        }
    }

    private static void assertFromSources(
            ErasureCode code, byte[][] stripe, BitSet present, BitSet wanted) {
        BitSet sources = code.sources(present, wanted).orElseThrow();
        assertThat(sources.cardinality()).isLessThanOrEqualTo(code.geometry().dataShards());
        byte[][] sparse = new byte[stripe.length][0];
        sources.stream().forEach(i -> sparse[i] = stripe[i].clone());
        wanted.stream().forEach(i -> sparse[i] = new byte[stripe[i].length]);
        code.reconstruct(sparse, present, wanted, 0, stripe[0].length);
        wanted.stream().forEach(i -> assertThat(sparse[i]).isEqualTo(stripe[i]));
    }

    /** Whatever else is lost elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"6+2+2", "12+2+2", "12+3+1", "7+2+3", "20+5+4", "100+10+3"})
    void oneLossInAGroupReadsTheGroup(String text, Seed seed) {
        LocalReconstructionCode code = code(text);
        Geometry geometry = code.geometry();
        for (int g = 0; g < geometry.localGroups(); g++) {
            BitSet group = group(geometry, g);
            int[] members = group.stream().toArray();
            for (int member : members) {
                BitSet rest = (BitSet) group.clone();
                rest.clear(member);
                BitSet wanted = Stripes.set(member);
                assertThat(code.sources(geometry.missing(wanted), wanted)).contains(rest);
                BitSet few = Stripes.draw(geometry.totalShards(), geometry.totalShards() / 2, seed);
                few.or(rest);
                few.clear(member);
                assertThat(code.sources(few, wanted)).contains(rest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12+3+3", "20+2+4", "6+3+4", "24+2+3", "40+2+2", "40+20+2"})
    void anyLossOfOneMoreThanTheGlobalParitiesIsMadeGood(String text, Seed seed) {
        LocalReconstructionCode code = code(text);
        Geometry geometry = code.geometry();
        assertThat(geometry.lossesSurvived()).isEqualTo(geometry.globalParityShards() + 1);
        assertThat(code.isMaximallyRecoverable()).isFalse();
        byte[][] stripe = Stripes.encoded(code, 1, seed);
        for (int turn = 0; turn < 3000; turn++) {
            BitSet lost = Stripes.draw(geometry.totalShards(), geometry.lossesSurvived(), seed);
            if (turn % 2 == 0) {
                oneMoreInEachOtherGroup(geometry, lost, seed);
            }
            byte[][] repaired = Stripes.copy(stripe);
            lost.stream().forEach(i -> repaired[i][0]++);
            code.reconstruct(repaired, geometry.missing(lost), lost, 0, 1);
            assertThat(Arrays.deepEquals(stripe, repaired)).as("without %s", lost).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8+2+3", "6+3+3", "6+2+4"})
    void allLossesOfOneMoreThanTheGlobalParitiesAreMadeGood(String text) {
        LocalReconstructionCode code = code(text);
        Geometry geometry = code.geometry();
        Stripes.forEachSubset(
                geometry.totalShards(),
                1,
                geometry.lossesSurvived(),
                lost -> assertThat(code.sources(geometry.missing(lost), lost)).isPresent());
    }

    private static void oneMoreInEachOtherGroup(Geometry geometry, BitSet lost, Seed seed) {
        for (int g = 0; g < geometry.localGroups(); g++) {
            if (lostOf(geometry, g, lost) == 0) {
                int[] members = group(geometry, g).stream().toArray();
                lost.set(members[seed.between(0, members.length)]);
            }
        }
    }

    /** An excess of two, in the largest stripes for which that is promised. */
    @ParameterizedTest
    @ValueSource(strings = {"30+2+2", "237+17+2", "100+10+2"})
    void twoGlobalParitiesAreMaximallyRecoverableUpToFifteenInAGroup(String text, Seed seed) {
        LocalReconstructionCode code = code(text);
        Geometry geometry = code.geometry();
        assertThat(code.isMaximallyRecoverable()).isTrue();
        byte[][] stripe = Stripes.encoded(code, 1, seed);
        for (int turn = 0; turn < 2000; turn++) {
            BitSet lost = new BitSet();
            oneMoreInEachOtherGroup(geometry, lost, seed);
            while (excess(geometry, lost) < 2) {
                lost.set(seed.between(0, geometry.totalShards()));
            }
            byte[][] repaired = Stripes.copy(stripe);
            lost.stream().forEach(i -> repaired[i][0]++);
            code.reconstruct(repaired, geometry.missing(lost), lost, 0, 1);
            assertThat(Arrays.deepEquals(stripe, repaired)).as("without %s", lost).isTrue();
        }
    }

    /** The coefficients are a format: these must never change. */
    @Test
    void coefficientsOfTwelveTwoTwoStayAsTheyAre() {
        Rank rank = new Rank(code("12+2+2"));
        int[][] rows = new int[4][12];
        for (int j = 0; j < rows.length; j++) {
            for (int d = 0; d < 12; d++) {
                rows[j][d] = rank.coefficient(12 + j, d);
            }
        }
        assertThat(rows)
                .isDeepEqualTo(
                        new int[][] {
                            {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0},
                            {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1},
                            {1, 152, 78, 10, 153, 214, 2, 45, 156, 20, 47, 177},
                            {1, 78, 153, 68, 79, 215, 4, 37, 94, 13, 33, 123},
                        });
    }

    /** One power of 2 for each data shard, and its square. */
    @ParameterizedTest
    @CsvSource({"6+2+2, 3", "12+2+2, 6", "30+2+2, 15"})
    void pointsAreMultiplesOfASubfield(String text, int size) {
        Rank rank = new Rank(code(text));
        for (int d = 0; d < 2 * size; d++) {
            int point = GaloisField256.exp(17 * (d % size) + d / size);
            assertThat(rank.coefficient(2 * size + 2, d)).isEqualTo(point);
            assertThat(rank.coefficient(2 * size + 3, d))
                    .isEqualTo(GaloisField256.multiply(point, point));
        }
    }

    @Test
    void everyGeometryHasLocalParitiesThatAreSums() {
        for (String text : new String[] {"7+3+2", "10+4+4", "40+3+2", "250+5+1", "1+1+200"}) {
            LocalReconstructionCode code = code(text);
            Rank rank = new Rank(code);
            int k = code.geometry().dataShards();
            for (int g = 0; g < code.geometry().localGroups(); g++) {
                BitSet group = group(code.geometry(), g);
                int ordinal = k + g;
                assertThat(IntStream.range(0, k).map(d -> rank.coefficient(ordinal, d)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, k)
                                        .map(d -> group.get(d) ? 1 : 0)
                                        .boxed()
                                        .toList());
            }
        }
    }

    @Test
    void aGeometryWithoutGroupsIsAnotherCode() {
        assertThatThrownBy(() -> LocalReconstructionCode.of(new Geometry(4, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4+2: expected 1 local group");
        assertThatThrownBy(() -> ReedSolomon.of(new Geometry(4, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4+1+1: expected no local groups");
        assertThat(ErasureCode.of(new Geometry(4, 2))).isInstanceOf(ReedSolomon.class);
        assertThat(ErasureCode.of(new Geometry(4, 2, 1)))
                .isInstanceOf(LocalReconstructionCode.class);
    }
}
