package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.repository.format.DescriptionFormat;
import io.reducto.repository.format.DescriptionReader;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the description in force; {@code protocol} 1.5, made precise: the newest generation that m
 * + 1 metadata volumes hold, where volumes that do not answer count as if they held it. A newer one
 * that is certainly on fewer was begun by a repair that did not finish, and nobody has written
 * under it.
 */
final class DescriptionSearch {
    private final Collection<MetadataVolume> volumes;
    private final Map<String, Set<Integer>> generations = new LinkedHashMap<>();

    private DescriptionSearch(Collection<MetadataVolume> volumes) {
        this.volumes = volumes;
    }

    /** The description; nothing where no volume shows one that may be in force. */
    static Optional<FoundDescription> find(Collection<MetadataVolume> volumes) {
        DescriptionSearch search = new DescriptionSearch(volumes);
        search.list();
        return search.newest();
    }

    private void list() {
        for (MetadataVolume volume : volumes) {
            volume.ask(store -> MetadataVolume.names(store, RepositoryDescription.PREFIX, ""))
                    .ifPresent(names -> generations.put(volume.name(), numbers(names)));
        }
    }

    private static Set<Integer> numbers(List<ObjectName> names) {
        Set<Integer> numbers = new TreeSet<>();
        names.forEach(name -> DescriptionFormat.generation(name).ifPresent(numbers::add));
        return numbers;
    }

    private Optional<FoundDescription> newest() {
        TreeSet<Integer> seen = new TreeSet<>();
        generations.values().forEach(seen::addAll);
        for (int generation : seen.descendingSet()) {
            List<Candidate> candidates =
                    read(generation).stream().filter(this::mayBeInForce).toList();
            List<Candidate> proven = candidates.stream().filter(Candidate::isProven).toList();
            List<Candidate> chosen = proven.isEmpty() ? candidates : proven;
            if (chosen.size() > 1) {
                throw conflict(generation, chosen.get(0), chosen.get(1));
            }
            if (!chosen.isEmpty()) {
                return Optional.of(chosen.get(0).found(seen.last()));
            }
        }
        return Optional.empty();
    }

    /** The descriptions of one generation, equal ones together. */
    private Collection<Candidate> read(int generation) {
        Map<Digest, Candidate> byContent = new LinkedHashMap<>();
        ObjectName name = DescriptionFormat.name(generation);
        for (MetadataVolume volume : volumes) {
            if (generations.getOrDefault(volume.name(), Set.of()).contains(generation)) {
                volume.ask(
                        store -> {
                            byte[] file =
                                    volume.read(store, name, DescriptionFormat.FILE_BYTES_MAX);
                            return byContent
                                    .computeIfAbsent(
                                            Digest.of(file),
                                            digest -> parse(volume.what(name), generation, file))
                                    .holders
                                    .add(volume.name());
                        });
            }
        }
        return byContent.values();
    }

    private static Candidate parse(String what, int generation, byte[] file) {
        return new Candidate(
                DescriptionReader.read(what, generation, file), file, new ArrayList<>());
    }

    private boolean mayBeInForce(Candidate candidate) {
        long silent =
                candidate.description.metadataVolumes().stream()
                        .filter(name -> !isAnswering(name))
                        .count();
        return candidate.holderCount() + silent >= candidate.description.copies();
    }

    private boolean isAnswering(String name) {
        return volumes.stream().anyMatch(v -> v.name().equals(name) && v.answers());
    }

    private static DataException conflict(int generation, Candidate one, Candidate other) {
        return new DataException.Corrupt(
                "description of generation " + generation,
                "%s as on volumes %s".formatted(Digest.of(one.file), one.holders),
                "%s on volumes %s".formatted(Digest.of(other.file), other.holders));
    }

    private record Candidate(RepositoryDescription description, byte[] file, List<String> holders) {
        long holderCount() {
            return holders.stream().filter(description.metadataVolumes()::contains).count();
        }

        boolean isProven() {
            return holderCount() >= description.copies();
        }

        FoundDescription found(int newestSeen) {
            Set<String> metadata = new TreeSet<>(holders);
            metadata.retainAll(description.metadataVolumes());
            return new FoundDescription(description, file, metadata, newestSeen);
        }
    }
}
