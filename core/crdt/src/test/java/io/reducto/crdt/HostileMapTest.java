package io.reducto.crdt;

import io.reducto.testkit.Seed;
import java.util.List;

/** The laws hold for states that no honest replica writes: lying contexts, dots used twice. */
class HostileMapTest extends LatticeContract<ObservedRemoveMap> {
    @Override
    List<ObservedRemoveMap> states(Seed seed) {
        return Samples.maps(seed);
    }

    @Override
    ObservedRemoveMap read(byte[] bytes) {
        return ObservedRemoveMap.read(bytes);
    }
}
