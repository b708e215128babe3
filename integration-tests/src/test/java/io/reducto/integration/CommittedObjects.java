package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LineageId;
import io.reducto.codec.digest.Blake3;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.LineageEntry;
import io.reducto.repository.format.Origin;
import io.reducto.repository.format.Run;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.rebuild.StagedPacks;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.run.CatalogueKey;
import io.reducto.schemas.segment.CatalogEvent;
import io.reducto.tier.ObjectStores;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A repository as a reader sees it who knows nothing of the job that writes it. */
record CommittedObjects(List<String> volumes) {
    /** Roots of all versions by {@code object@version}, as the newest commit names them. */
    Map<String, String> versions() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open);
                Snapshot snapshot = open.repository().newest()) {
            Map<String, String> roots = new TreeMap<>();
            Catalogue.Cursor cursor = snapshot.catalogue().all();
            while (cursor.next()) {
                roots.put(
                        cursor.key().object() + "@" + cursor.key().version(),
                        HexFormat.of().formatHex(cursor.entry().root()));
            }
            return roots;
        }
    }

    /**
     * The events that must be told of it, by {@code object@version}: what the newest catalogue says
     * of each version, and the record of the commit that entered it of that commit.
     */
    Map<String, CatalogEvent> events() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open)) {
            Repository repository = open.repository();
            try (Snapshot snapshot = repository.newest()) {
                Map<String, CatalogEvent> events = new TreeMap<>();
                Catalogue.Cursor cursor = snapshot.catalogue().all();
                while (cursor.next()) {
                    CatalogueEntry entry = cursor.entry();
                    CommitRecord record = repository.log().read(entry.commit()).record();
                    events.put(
                            cursor.key().object() + "@" + cursor.key().version(),
                            event(repository, record, cursor.key(), entry));
                }
                return events;
            }
        }
    }

    private static CatalogEvent event(
            Repository repository, CommitRecord record, CatalogueKey key, CatalogueEntry entry) {
        Origin origin = record.origin().orElseThrow();
        return new CatalogEvent(
                new CatalogEvent.Commit(
                        repository.description().id().toString(),
                        entry.commit(),
                        record.time(),
                        origin.lineage().toString(),
                        origin.checkpoint()),
                key.dataSet(),
                key.object(),
                key.version(),
                entry.length(),
                HexFormat.of().formatHex(entry.root()),
                entry.recipe().toString(),
                Optional.of(new CatalogEvent.LastMessage(entry.partition(), entry.lastOffset())));
    }

    /** Restores every version, checks each byte against its root, and the chain from its start. */
    Map<String, String> restoreAll() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open)) {
            Repository repository = open.repository();
            assertThat(repository.log().verifyChain())
                    .as("records on five metadata volumes, without gaps")
                    .isEqualTo(5 * repository.log().headNumber());
            try (Snapshot snapshot = repository.newest();
                    ChunkReader chunks = snapshot.chunks()) {
                Map<String, String> roots = restore(snapshot, new ObjectRestore(chunks));
                long entered =
                        snapshot.record().runs().stream()
                                .filter(run -> run.kind() == RunKind.CATALOGUE)
                                .mapToLong(Run::entries)
                                .sum();
                assertThat(entered).as("versions that were entered").isEqualTo(roots.size());
                return roots;
            }
        }
    }

    private static Map<String, String> restore(Snapshot snapshot, ObjectRestore objects)
            throws Exception {
        Map<String, String> roots = new TreeMap<>();
        Catalogue.Cursor cursor = snapshot.catalogue().all();
        while (cursor.next()) {
            HashingStream hashing = new HashingStream();
            objects.restore(objects.recipe(cursor.entry().recipe()), hashing);
            roots.put(cursor.key().object() + "@" + cursor.key().version(), hashing.hex());
        }
        return roots;
    }

    /** The lineages that may commit, as of the newest commit. */
    List<LineageId> lineages() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open);
                Snapshot snapshot = open.repository().newest()) {
            return snapshot.record().lineages().stream().map(LineageEntry::lineage).toList();
        }
    }

    /** How many chunks the location index has. */
    long chunks() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open);
                Snapshot snapshot = open.repository().newest()) {
            return snapshot.record().runs().stream()
                    .filter(run -> run.kind() == RunKind.INDEX)
                    .mapToLong(Run::entries)
                    .sum();
        }
    }

    /** Number of the newest commit; 0 when there is none. */
    long head() throws Exception {
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open)) {
            return open.repository().log().headNumber();
        }
    }

    /** How many packs are on the volumes that no commit names, by what may become of them. */
    Map<StagedPacks.Verdict, Integer> uncommitted() throws Exception {
        Map<StagedPacks.Verdict, Integer> counts = new EnumMap<>(StagedPacks.Verdict.class);
        try (RepositoryVolumes open = RepositoryAddress.parse(volumes).open(ObjectStores::open);
                StagedPacks packs = StagedPacks.of(open.repository())) {
            Optional<StagedPacks.Pack> pack = packs.next();
            while (pack.isPresent()) {
                counts.merge(pack.get().verdict(), 1, Integer::sum);
                pack = packs.next();
            }
        }
        return counts;
    }

    private static final class HashingStream extends OutputStream {
        private final Blake3 hasher = Blake3.hasher();

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            hasher.update(bytes, offset, length);
        }

        String hex() {
            byte[] digest = new byte[Blake3.BYTES];
            hasher.finish(digest, 0, digest.length);
            return HexFormat.of().formatHex(digest);
        }
    }
}
