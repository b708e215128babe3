package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts a state together, line by line. A line counts by what it is, wherever it stands. */
final class StateParts {
    private final List<Write> writes = new ArrayList<>();
    private final SortedMap<ReplicaId, VersionVector> acknowledgements = new TreeMap<>();
    private final SortedSet<ReplicaId> retired = new TreeSet<>();
    private VersionVector frontier = VersionVector.EMPTY;

    ObservedRemoveMap state() {
        return ObservedRemoveMap.of(writes, acknowledgements, retired, frontier);
    }

    void take(MemoryLine line) {
        if (line instanceof MemoryLine.OfReplica of) {
            take(of);
        } else if (line instanceof MemoryLine.OfWrite of) {
            writes.add(of.write());
        }
    }

    private void take(MemoryLine.OfReplica line) {
        if (line.acknowledged() != null) {
            acknowledgements.merge(line.replica(), line.acknowledged(), VersionVector::join);
        }
        if (line.frontier() != 0) {
            frontier = frontier.with(new Dot(line.replica(), line.frontier()));
        }
        if (line.isRetired()) {
            retired.add(line.replica());
        }
    }
}
