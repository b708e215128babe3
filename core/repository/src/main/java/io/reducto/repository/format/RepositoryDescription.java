package io.reducto.repository.format;

import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.tier.ObjectName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code repository.json}: what a repository consists of and who decides; {@code protocol} 1. One
 * file per generation, copied to the metadata volumes.
 *
 * <p>Immutable. A description that breaks a rule cannot be made: {@link IllegalArgumentException}.
 *
 * @param id identity of the repository
 * @param generations number of each and of its first commit, both ascending, from (1, 1); the last
 *     one is that of this description. A number may be skipped: a repair that was interrupted
 * @param lead the metadata volume that decides
 * @param chunking how objects are cut
 * @param volumes all, at most {@value #VOLUMES_MAX}, by name
 * @param tiers all, 1 to {@value #TIERS_MAX}, by name
 */
public record RepositoryDescription(
        RepositoryId id,
        List<Generation> generations,
        String lead,
        ChunkingSpec chunking,
        List<Volume> volumes,
        List<Tier> tiers) {
    /** Most volumes. */
    public static final int VOLUMES_MAX = 1024;

    /** Most tiers. */
    public static final int TIERS_MAX = 64;

    /** Most generations. */
    public static final int GENERATIONS_MAX = 4096;

    /** Where descriptions are on a volume. */
    public static final String PREFIX = "repository/";

    /** Checks names, order, and that there are volumes enough. */
    public RepositoryDescription {
        Rule.range("generations", generations.size(), 1, GENERATIONS_MAX);
        generations = List.copyOf(generations);
        checkGenerations(generations);
        volumes =
                Rule.ascending("volumes", volumes, VOLUMES_MAX, Comparator.comparing(Volume::name));
        Rule.range("tiers", tiers.size(), 1, TIERS_MAX);
        tiers = Rule.ascending("tiers", tiers, TIERS_MAX, Comparator.comparing(Tier::name));
        checkTiers(volumes, tiers);
        checkLead(lead, volumes, tiers);
    }

    /**
     * A generation.
     *
     * @param number from 1
     * @param first number of its first commit
     */
    public record Generation(int number, long first) {
        /** Checks the limits. */
        public Generation {
            Rule.range("generation", number, 1, CommitFormat.GENERATION_MAX);
            Rule.range("first commit of a generation", first, 1, CommitFormat.NUMBER_MAX);
        }
    }

    /**
     * A volume.
     *
     * @param name by which records name it, for good
     * @param uri full address of the object store, with the volume's own id where it has one
     * @param domain name of its failure domain
     * @param metadata whether it holds commit records and descriptions
     */
    public record Volume(String name, URI uri, String domain, boolean metadata) {
        /** Longest address, in characters. */
        public static final int URI_LENGTH_MAX = 1024;

        /** Checks names and address. */
        public Volume {
            Names.check("volume", name);
            Names.check("failure domain", domain);
            String text = uri.toString();
            Rule.range("characters of the address of " + name, text.length(), 1, URI_LENGTH_MAX);
            Rule.holds(
                    uri.isAbsolute() && uri.toASCIIString().equals(text),
                    "volume %s: an absolute URI in ASCII".formatted(name),
                    text);
        }
    }

    /**
     * A tier.
     *
     * @param name by which stripes name it
     * @param geometry of the stripes that are written to it
     * @param volumes names of at least k + m volumes, each once, in the order given
     */
    public record Tier(String name, Geometry geometry, List<String> volumes) {
        /** Checks names and count. */
        public Tier {
            Names.check("tier", name);
            volumes = List.copyOf(volumes);
            Rule.range("volumes of tier " + name, volumes.size(), 1, VOLUMES_MAX);
            Rule.range(
                    "volumes of tier %s with geometry %s".formatted(name, geometry),
                    volumes.size(),
                    geometry.totalShards(),
                    VOLUMES_MAX);
            Rule.holds(
                    new HashSet<>(volumes).size() == volumes.size(),
                    "tier %s: each volume once".formatted(name),
                    volumes);
        }
    }

    /** The generation of this description. */
    public int generation() {
        return generations.get(generations.size() - 1).number();
    }

    /** How many volumes may be lost, whichever they are: the greatest m of a tier. */
    public int parities() {
        return tiers.stream().mapToInt(tier -> tier.geometry().lossesSurvived()).max().orElse(0);
    }

    /** m + 1: how many metadata volumes must hold a record before it is done. */
    public int copies() {
        return parities() + 1;
    }

    /** Names of the metadata volumes, the lead first, then by name. */
    public List<String> metadataVolumes() {
        List<String> names = new ArrayList<>(List.of(lead));
        volumes.stream()
                .filter(volume -> volume.metadata() && !volume.name().equals(lead))
                .forEach(volume -> names.add(volume.name()));
        return List.copyOf(names);
    }

    /** The generation that the commit of that number has. */
    public int generationOf(long number) {
        int found = 1;
        for (Generation generation : generations) {
            if (generation.first() <= number) {
                found = generation.number();
            }
        }
        return found;
    }

    /** The one name that the record of that number has under this description. */
    public ObjectName commitName(long number) {
        return CommitFormat.name(number, generationOf(number));
    }

    /** This description under a new generation and lead. */
    public RepositoryDescription next(Generation next, String newLead) {
        List<Generation> extended = new ArrayList<>(generations);
        extended.add(next);
        return new RepositoryDescription(id, extended, newLead, chunking, volumes, tiers);
    }

    private static void checkGenerations(List<Generation> generations) {
        Rule.holds(
                generations.get(0).equals(new Generation(1, 1)),
                "generation 1 from commit 1",
                generations.get(0));
        for (int i = 1; i < generations.size(); i++) {
            Generation before = generations.get(i - 1);
            Generation next = generations.get(i);
            Rule.holds(
                    next.number() > before.number() && next.first() >= before.first(),
                    "generations and their first commits in ascending order",
                    "%s before %s".formatted(before, next));
        }
    }

    private static void checkTiers(List<Volume> volumes, List<Tier> tiers) {
        Set<String> known = new HashSet<>();
        volumes.forEach(volume -> known.add(volume.name()));
        Set<URI> addresses = new HashSet<>();
        volumes.forEach(
                volume ->
                        Rule.holds(
                                addresses.add(volume.uri()),
                                "each volume at an address of its own",
                                volume.uri()));
        tiers.forEach(
                tier ->
                        tier.volumes()
                                .forEach(
                                        name ->
                                                Rule.holds(
                                                        known.contains(name),
                                                        "tier %s: names of volumes"
                                                                .formatted(tier.name()),
                                                        name)));
    }

    private static void checkLead(String lead, List<Volume> volumes, List<Tier> tiers) {
        boolean isMetadata = volumes.stream().anyMatch(v -> v.metadata() && v.name().equals(lead));
        Rule.holds(isMetadata, "the lead to be a metadata volume", lead);
        int copies =
                1 + tiers.stream().mapToInt(t -> t.geometry().lossesSurvived()).max().orElse(0);
        long domains =
                volumes.stream().filter(Volume::metadata).map(Volume::domain).distinct().count();
        Rule.holds(
                domains >= copies,
                "metadata volumes in %d failure domains or more (greatest number of parities + 1)"
                        .formatted(copies),
                domains);
    }
}
