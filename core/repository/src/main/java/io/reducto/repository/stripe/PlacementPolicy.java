package io.reducto.repository.stripe;

import io.reducto.codec.PackId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the volumes of a tier are offered the shards of a pack: by rendezvous hashing, so
 * that every volume gets its share of data and of parity, and first one volume of each failure
 * domain, then a second one, and so on. Pure: the same pack and volumes give the same order.
 *
 * <p>Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates" (1998).
 */
final class PlacementPolicy {
    private PlacementPolicy() {}

    static List<Volume> order(PackId pack, List<Volume> volumes) {
        List<Volume> byScore = new ArrayList<>(volumes);
        byScore.sort(Comparator.comparingLong((Volume volume) -> score(pack, volume)));
        Map<String, Integer> taken = new HashMap<>();
        Map<Volume, Integer> round = new HashMap<>();
        for (Volume volume : byScore) {
            round.put(volume, taken.merge(volume.domain(), 1, Integer::sum));
        }
        byScore.sort(Comparator.comparingInt(round::get));
        return byScore;
    }

    private static long score(PackId pack, Volume volume) {
        long hash = mix(pack.high());
        hash = mix(hash ^ pack.low());
        for (int i = 0; i < volume.name().length(); i++) {
            hash = mix(hash ^ volume.name().charAt(i));
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
