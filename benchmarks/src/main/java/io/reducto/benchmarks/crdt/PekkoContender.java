package io.reducto.benchmarks.crdt;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.protobuf.ReplicatedDataSerializer;

/**
 * Pekko's ORMap of registers where the last write wins. Its replicator sends whole states instead
 * of differences of more than 500 elements; the difference is measured all the same.
 */
final class PekkoContender implements Contender {
    private static final int PORT = 7355;

    @Override
    public String name() {
        return "Pekko ORMap " + ActorSystem.Version();
    }

    @Override
    public boolean isPresent() {
        return true;
    }

    @Override
    public Row measure(MergeInput input, Effort effort) {
        Config quiet =
                ConfigFactory.parseMap(
                                Map.of(
                                        "pekko.loglevel", "OFF",
                                        "pekko.stdout-loglevel", "OFF",
                                        "pekko.daemonic", "on"))
                        .withFallback(ConfigFactory.load());
        ActorSystem system = ActorSystem.create("benchmark", quiet);
        try {
            return measure(
                    input, effort, new ReplicatedDataSerializer((ExtendedActorSystem) system));
        } finally {
            system.terminate();
        }
    }

    private Row measure(MergeInput input, Effort effort, ReplicatedDataSerializer serializer) {
        SelfUniqueAddress a = address("a");
        ORMap<String, LWWRegister<String>> mine = ORMap.create();
        for (int i = 0; i < input.keys().size(); i++) {
            mine = put(mine, a, input.keys().get(i), input.values().get(i), 1);
        }
        ORMap<String, LWWRegister<String>> past = mine.resetDelta();
        ORMap<String, LWWRegister<String>> changed = past;
        SelfUniqueAddress b = address("b");
        for (int i = 0; i < input.changes().size(); i++) {
            changed = put(changed, b, input.keys().get(2 * i), input.changes().get(i), 2);
        }
        ORMap.DeltaOp difference = changed.delta().get();
        ORMap<String, LWWRegister<String>> theirs = changed.resetDelta();
        check(past.merge(theirs), input);
        byte[] delta = serializer.toBinary(difference);
        String manifest = serializer.manifest(difference);
        check(take(past, serializer, delta, manifest), input);
        Times merge = Times.of(effort, () -> () -> past.merge(theirs));
        Times take = Times.of(effort, () -> () -> take(past, serializer, delta, manifest));
        byte[] state = serializer.toBinary(past.merge(theirs));
        return new Row(name(), input.keys().size(), merge, take, Sizes.of(state), Sizes.of(delta));
    }

    private static ORMap<String, LWWRegister<String>> take(
            ORMap<String, LWWRegister<String>> map,
            ReplicatedDataSerializer serializer,
            byte[] delta,
            String manifest) {
        return map.mergeDelta((ORMap.DeltaOp) serializer.fromBinary(delta, manifest));
    }

    private static SelfUniqueAddress address(String host) {
        return new SelfUniqueAddress(
                new UniqueAddress(
                        new Address("pekko", "reducto", host, PORT), (long) host.charAt(0)));
    }

    private static ORMap<String, LWWRegister<String>> put(
            ORMap<String, LWWRegister<String>> map,
            SelfUniqueAddress at,
            String key,
            String value,
            long time) {
        return map.put(at, key, LWWRegister.create(at, value, (last, text) -> time));
    }

    private void check(ORMap<String, LWWRegister<String>> both, MergeInput input) {
        Map<String, LWWRegister<String>> entries = both.getEntries();
        List<String> keys = input.keys();
        Contender.check(name(), entries.size(), keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Contender.check(
                    keys.get(i),
                    Objects.requireNonNull(entries.get(keys.get(i))).value(),
                    input.merged(i));
        }
    }
}
