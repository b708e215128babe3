package io.reducto.repository.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.ReedSolomon;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.codec.shard.StripeEncoder;
import io.reducto.repository.CommittedStripes;
import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.stripe.PackRange;
import io.reducto.repository.stripe.ShardNames;
import io.reducto.repository.testing.MemoryRepository;
import io.reducto.repository.testing.StoredFiles;
import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two objects in two commits, on three volumes, geometry 2+1. */
@ExtendWith(Seed.Extension.class)
class VerificationTest {
    private final List<Finding> findings = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private StoredFiles files;

    @BeforeEach
    void store(Seed seed) throws Exception {
        files = new StoredFiles(MemoryRepository.create());
        byte[] first = seed.bytes(300_000);
        byte[] second = Arrays.copyOf(first, 400_000);
        files.store(new ObjectVersion("builds", "tool", "1"), first, seed.random());
        files.store(new ObjectVersion("builds", "tool", "2"), second, seed.random());
    }

    @Test
    void aCleanRepositoryVerifiesClean() throws Exception {
        Verification.Report report = verify();
        assertThat(findings).isEmpty();
        assertThat(report.isWell()).isTrue();
        assertThat(report.isLoss()).isFalse();
        assertThat(report.plan().commits()).isEqualTo(2);
        assertThat(report.plan().objects()).isEqualTo(2);
        assertThat(report.plan().objectBytes()).isEqualTo(700_000);
        assertThat(bytes.get()).isEqualTo(report.plan().bytes());
        int shards = files.names("v1", "shards/").size();
        assertThat(report.volumes().values())
                .as("shards, two commit records and a description on each of three volumes")
                .containsOnly(new VolumeHealth(shards + 3, 0, 0));
    }

    @Test
    void everyFlippedBitOfAShardIsFoundInDataAndInParity(Seed seed) throws Exception {
        for (Stripe stripe : stripes()) {
            for (ShardPlacement shard : stripe.shards()) {
                ObjectName name = ShardNames.name(stripe.pack(), shard.ordinal());
                byte[] before = files.read(shard.volume(), name);
                int end = before.length;
                for (int at :
                        new int[] {3, 30, 41, seed.between(41, end - 200), end - 150, end - 20}) {
                    files.flip(shard.volume(), name, at);
                    Verification.Report report = verify();
                    assertThat(findings).as("%s at %d of %d", name, at, end).hasSize(1);
                    assertFound(Finding.Kind.SHARD_DAMAGED, shard.volume(), name.toString());
                    assertThat(report.isLoss()).isFalse();
                    files.replace(shard.volume(), name, before);
                }
            }
        }
    }

    @Test
    void aLostShardIsFoundAndTwoMakeThePackUnreadable() throws Exception {
        ObjectName first = files.names("v1", "shards/").get(0);
        files.store("v1").delete(first);
        assertThat(verify().isLoss()).isFalse();
        assertThat(findings).hasSize(1);
        assertFound(Finding.Kind.SHARD_MISSING, "v1", first.toString());

        Stripe content =
                stripes().stream().max(Comparator.comparingLong(Stripe::packLength)).orElseThrow();
        Repository repository = files.memory().open();
        try (Snapshot snapshot = repository.newest()) {
            for (ShardPlacement shard : content.shards().subList(0, 2)) {
                ObjectName name = ShardNames.name(content.pack(), shard.ordinal());
                if (files.names(shard.volume(), "shards/").contains(name)) {
                    files.store(shard.volume()).delete(name);
                }
            }
            Verification.Report report = verify(repository, snapshot, Sample.ALL);
            assertThat(report.isLoss()).isTrue();
            assertFound(Finding.Kind.PACK_UNREADABLE, "", content.pack().toString());
            assertFound(Finding.Kind.OBJECT_UNREADABLE, "", "builds/tool@1");
        }
    }

    @Test
    void truncatedAndSwappedShardsAreFound() throws Exception {
        Stripe stripe = stripes().get(0);
        ShardPlacement shard = stripe.shards().get(1);
        ObjectName name = ShardNames.name(stripe.pack(), shard.ordinal());
        byte[] before = files.read(shard.volume(), name);
        for (int length : new int[] {0, 20, before.length / 2, before.length - 1}) {
            files.replace(shard.volume(), name, Arrays.copyOf(before, length));
            verify();
            assertThat(findings).hasSize(1);
            assertFound(Finding.Kind.SHARD_DAMAGED, shard.volume(), name.toString());
        }
        ShardPlacement other = stripe.shards().get(0);
        files.replace(
                shard.volume(),
                name,
                files.read(other.volume(), ShardNames.name(stripe.pack(), other.ordinal())));
        verify();
        assertFound(Finding.Kind.SHARD_DAMAGED, shard.volume(), "shard 0 of 2+1");
    }

    @Test
    void parityThatWasComputedWrongIsFoundAlthoughEveryChecksumHolds() throws Exception {
        Stripe stripe = stripes().get(0);
        byte[] file = new byte[(int) stripe.packLength()];
        PackTrailer trailer;
        try (Snapshot snapshot = files.memory().open().newest()) {
            snapshot.stripeReader().read(stripe, new PackRange(0, file.length), file, 0);
            trailer = PackTrailer.read("pack", file);
        }
        Pack pack =
                new Pack(
                        stripe.pack(),
                        trailer.lineage(),
                        trailer.epoch(),
                        trailer.root(),
                        trailer.entryCount(),
                        stripe.trailerLength(),
                        file,
                        file.length);
        byte[][] wrong =
                new StripeEncoder(new WrongParity(ReedSolomon.of(new Geometry(2, 1)))).encode(pack);
        for (ShardPlacement shard : stripe.shards()) {
            files.replace(
                    shard.volume(),
                    ShardNames.name(stripe.pack(), shard.ordinal()),
                    wrong[shard.ordinal()]);
        }
        assertThat(verify().isLoss()).isFalse();
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.kind()).isEqualTo(Finding.Kind.STRIPE_INCONSISTENT);
                            assertThat(finding.what()).contains(stripe.pack().toString());
                            assertThat(finding.why()).contains("[2] as computed from {0, 1}");
                        });
    }

    /** Four data shards in two groups, whose parities are shards 4 and 5, and a global one. */
    @Test
    void stripesWithLocalGroupsAreVerified(Seed seed) throws Exception {
        files = new StoredFiles(MemoryRepository.create(new Geometry(4, 3, 2)));
        byte[] object = seed.bytes(300_000);
        files.store(new ObjectVersion("builds", "tool", "1"), object, seed.random());
        assertThat(verify().isWell()).isTrue();
        Stripe stripe = stripes().get(0);
        for (int ordinal : new int[] {0, 1}) {
            ShardPlacement shard = stripe.shards().get(ordinal);
            files.flip(shard.volume(), ShardNames.name(stripe.pack(), ordinal), 60);
        }
        assertThat(verify().isLoss()).as("two of a group").isFalse();
        assertThat(findings).hasSize(2);
        ShardPlacement global = stripe.shards().get(6);
        files.flip(global.volume(), ShardNames.name(stripe.pack(), 6), 60);
        assertThat(verify().isLoss()).as("and the global parity").isTrue();
    }

    @Test
    void copiesOfRecordsAndDescriptionsAreFoundMissingAndDamaged() throws Exception {
        ObjectName commit = files.names("v3", "commits/").get(0);
        ObjectName description = files.names("v2", "repository/").get(0);
        files.flip("v3", commit, 60);
        verify();
        assertThat(findings).hasSize(1);
        assertFound(Finding.Kind.COPY_DAMAGED, "v3", commit.toString());

        files.store("v3").delete(commit);
        files.store("v2").delete(description);
        Verification.Report report = verify();
        assertThat(findings).hasSize(2);
        assertFound(Finding.Kind.COPY_MISSING, "v3", commit.toString());
        assertFound(Finding.Kind.COPY_MISSING, "v2", description.toString());
        assertThat(report.isLoss()).isFalse();

        files.flip("v1", commit, 60);
        files.flip("v2", commit, 60);
        assertThat(verify().isLoss()).isTrue();
        assertFound(Finding.Kind.COMMIT_UNREADABLE, "", "commit 1");
    }

    @Test
    void aSilentVolumeIsOneFindingAndItsFilesAreCounted() throws Exception {
        Map<String, ObjectStore> two = new HashMap<>(files.memory().stores);
        two.remove("v2");
        Repository repository = Repository.open(two);
        try (Snapshot snapshot = repository.newest()) {
            Verification.Report report = verify(repository, snapshot, Sample.ALL);
            assertThat(findings).hasSize(1);
            assertFound(Finding.Kind.VOLUME_SILENT, "v2", "");
            assertThat(report.isLoss()).isFalse();
            assertThat(report.volumes())
                    .containsEntry("v2", new VolumeHealth(0, files.names("v2", "").size(), 0));
        }
    }

    @Test
    void aSampleTakesExactlySoMany() throws Exception {
        Repository repository = files.memory().open();
        try (Snapshot snapshot = repository.newest()) {
            Verification.Report report = verify(repository, snapshot, Sample.parse("1"));
            assertThat(report.plan().objects()).isEqualTo(1);
            assertThat(report.plan().stripes()).isEqualTo(1);
            assertThat(bytes.get()).isEqualTo(report.plan().bytes());
        }
        for (int total : new int[] {0, 1, 7, 1000}) {
            for (String text : List.of("1", "5", "0.5%", "33%", "100%")) {
                Sample sample = Sample.parse(text);
                Sample.Picker picker = sample.picker(total, new SplittableRandom(total));
                int taken = 0;
                for (int i = 0; i < total; i++) {
                    taken += picker.next() ? 1 : 0;
                }
                assertThat(taken).as("%s of %d", text, total).isEqualTo((int) sample.of(total));
            }
        }
        for (String text : List.of("", "0", "0%", "101%", "-1", "a", "5 %")) {
            assertThatThrownBy(() -> Sample.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5%");
        }
    }

    private void assertFound(Finding.Kind kind, String volume, String part) {
        assertThat(findings)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.kind()).isEqualTo(kind);
                            assertThat(finding.volume().orElse("")).isEqualTo(volume);
                            assertThat(finding.toString()).contains(part);
                        });
    }

    private List<Stripe> stripes() throws Exception {
        List<Stripe> stripes = new ArrayList<>();
        try (Snapshot snapshot = files.memory().open().newest()) {
            CommittedStripes all = CommittedStripes.of(snapshot);
            for (var next = all.next(); next.isPresent(); next = all.next()) {
                stripes.add(next.get());
            }
        }
        assertThat(stripes).hasSizeGreaterThan(1);
        return stripes;
    }

    private Verification.Report verify() throws Exception {
        Repository repository = files.memory().open();
        try (Snapshot snapshot = repository.newest()) {
            return verify(repository, snapshot, Sample.ALL);
        }
    }

    private Verification.Report verify(Repository repository, Snapshot snapshot, Sample sample)
            throws Exception {
        findings.clear();
        bytes.set(0);
        return Verification.of(repository, snapshot, sample, 1)
                .run(
                        new Verification.Listener() {
                            @Override
                            public void found(Finding finding) {
                                findings.add(finding);
                            }

                            @Override
                            public void read(long count) {
                                bytes.addAndGet(count);
                            }
                        },
                        2);
    }
}
