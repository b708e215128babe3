package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The names of replicas: that of the machine and eight random digits. */
final class ReplicaName {
    private static final int HOST_LENGTH_MAX = 48;

    private ReplicaName() {}

    /** A name for a clone on {@code host}: a clone of that clone gets other digits. */
    static ReplicaId of(String host, RandomGenerator random) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        String fitting =
                name.length() > HOST_LENGTH_MAX ? name.substring(0, HOST_LENGTH_MAX) : name;
        return new ReplicaId(
                "%s-%08x".formatted(fitting.isEmpty() ? "host" : fitting, random.nextInt()));
    }

    /** The name with which a clone goes on that had {@code before}: with other digits. */
    static ReplicaId after(ReplicaId before, RandomGenerator random) {
        return of(before.text().replaceFirst("-[0-9a-f]{8}$", ""), random);
    }
}
