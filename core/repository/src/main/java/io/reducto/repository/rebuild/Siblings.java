package io.reducto.repository.rebuild;

import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.shard.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shards that say the same of their stripe, each of an ordinal and on a volume of its own. Grouping
 * is greedy, by ordinal and then by volume. For one thread.
 */
final class Siblings {
    private final List<Member> members = new ArrayList<>();
    private final List<Member> surplus = new ArrayList<>();
    private final Set<Integer> ordinals = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();

    /** A shard with the file that it was read from. */
    record Member(ShardFile file, Shard shard) {}

    private Siblings(Member first) {
        add(first);
    }

    /** Sorts shards of one pack into stripes, the one with most shards first. */
    static List<Siblings> group(List<Member> shards) {
        List<Member> ordered = new ArrayList<>(shards);
        ordered.sort(
                Comparator.comparingInt((Member member) -> member.shard().ordinal())
                        .thenComparing(member -> member.file().volume().name()));
        List<Siblings> groups = new ArrayList<>();
        for (Member member : ordered) {
            groups.stream()
                    .filter(group -> group.accepts(member))
                    .findFirst()
                    .ifPresentOrElse(
                            group -> group.add(member), () -> groups.add(new Siblings(member)));
        }
        groups.sort(Comparator.comparingInt((Siblings group) -> group.members.size()).reversed());
        return groups;
    }

    /** The shards that count, by ordinal. */
    List<Member> members() {
        return members;
    }

    /** Shards of an ordinal, or on a volume, that another has taken. */
    List<Member> surplus() {
        return surplus;
    }

    /** Any of the members: they agree in all but ordinal and cells. */
    Shard any() {
        return members.get(0).shard();
    }

    /** The pack that their names say. */
    PackId pack() {
        return members.get(0).file().pack();
    }

    /** Whether there are shards enough to read the pack. */
    boolean isReadable() {
        return members.size() >= any().stripe().geometry().dataShards();
    }

    private boolean accepts(Member member) {
        try {
            any().checkSibling(member.shard());
            return true;
        } catch (DataException.Corrupt e) {
            return false; // of another stripe; told when it is known which one counts
        }
    }

    private void add(Member member) {
        String volume = member.file().volume().name();
        boolean isFree = !ordinals.contains(member.shard().ordinal()) && !volumes.contains(volume);
        (isFree ? members : surplus).add(member);
        if (isFree) {
            ordinals.add(member.shard().ordinal());
            volumes.add(volume);
        }
    }
}
