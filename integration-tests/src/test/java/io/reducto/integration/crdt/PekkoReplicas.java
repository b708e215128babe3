package io.reducto.integration.crdt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/**
 * Pekko's map. Its deltas ask for delivery in causal order to each replica, which is the duty of
 * its replicator; here whole states are merged where others merge differences. Of the values of a
 * key it merges what is there, replaced or not, so that only its keys are compared.
 */
final class PekkoReplicas implements Replicas {
    private static final int PORT = 7355;

    private final List<SelfUniqueAddress> names = new ArrayList<>();
    private final List<ORMap<String, LWWRegister<String>>> maps = new ArrayList<>();
    private final Map<Integer, ORMap<String, LWWRegister<String>>> saved = new HashMap<>();
    private long ticks;

    PekkoReplicas(int count) {
        for (int i = 0; i < count; i++) {
            Address address = new Address("pekko", "reducto", "host" + i, PORT);
            names.add(new SelfUniqueAddress(new UniqueAddress(address, i + 1L)));
            maps.add(ORMap.create());
        }
    }

    @Override
    public void apply(Step step) {
        ticks++;
        int at = step.at();
        ORMap<String, LWWRegister<String>> map = maps.get(at);
        switch (step.kind()) {
            case PUT -> maps.set(at, map.put(names.get(at), step.key(), register(step)));
            case REMOVE -> maps.set(at, map.remove(names.get(at), step.key()));
            case MERGE, DELTA -> maps.set(at, map.merge(maps.get(step.other())));
            case SAVE -> saved.put(step.other(), map);
            case LOAD -> maps.set(at, map.merge(Objects.requireNonNull(saved.get(step.other()))));
        }
    }

    private LWWRegister<String> register(Step step) {
        return LWWRegister.create(names.get(step.at()), step.value(), (timestamp, value) -> ticks);
    }

    @Override
    public SortedMap<String, SortedSet<String>> view(int replica) {
        SortedMap<String, SortedSet<String>> view = new TreeMap<>();
        maps.get(replica)
                .getEntries()
                .forEach(
                        (key, register) -> view.put(key, new TreeSet<>(List.of(register.value()))));
        return view;
    }
}
