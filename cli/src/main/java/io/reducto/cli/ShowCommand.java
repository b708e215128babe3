package io.reducto.cli;

import io.reducto.codec.PackId;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.LineageEntry;
import io.reducto.repository.format.RetiredLineage;
import io.reducto.repository.format.Run;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.statistics.ObjectPlaces;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto show}: one object, or one commit. */
@Command(
        name = "show",
        description = {
            "Shows what the recipe of an object says and where its chunks are, or what a commit record says.",
            "Reads the recipe and the index; the chunks are not looked at."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto show -r /srv/v1 builds/tool@1.2",
            "  reducto show -r /srv/v1 --commit 117"
        })
final class ShowCommand implements Callable<Integer> {
    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Option(
            names = "--commit",
            paramLabel = "COMMIT",
            description = "Shows this commit, by number or ISO time, instead of an object.")
    private @Nullable String commit;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET/OBJECT[@VERSION]",
            description = "An object; its latest version if none is named.")
    private @Nullable String object;

    @Override
    public Integer call() throws Exception {
        if ((object == null) == (commit == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "expected an object or --commit, and not both");
        }
        try (OpenRepository open = repository.open()) {
            if (commit != null) {
                print(open.repository().log().at(commit));
                return ExitCode.OK.code();
            }
            ObjectName name = ObjectName.parse(String.valueOf(object));
            try (Snapshot snapshot = open.at(at);
                    ChunkReader chunks = snapshot.chunks()) {
                Catalogue.Version version = name.find(snapshot);
                Recipe recipe = new ObjectRestore(chunks).recipe(version.entry().recipe());
                print(snapshot, version, recipe, ObjectPlaces.of(snapshot, chunks, recipe));
            }
        }
        return ExitCode.OK.code();
    }

    private void print(
            Snapshot snapshot, Catalogue.Version version, Recipe recipe, ObjectPlaces places)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataSet", recipe.name().dataSet());
        fields.put("object", recipe.name().object());
        fields.put("version", recipe.name().version());
        fields.put("length", recipe.length());
        fields.put("blake3", recipe.root().toString());
        recipe.sha256().ifPresent(sha256 -> fields.put("sha256", sha256.toString()));
        fields.put("commit", version.entry().commit());
        fields.put("upload", recipe.uploadId());
        recipe.origin().ifPresent(origin -> fields.put("origin", origin(origin)));
        fields.put("chunking", recipe.chunking());
        fields.put("recipe", version.entry().recipe().toString());
        fields.put("pages", recipe.pages().size());
        fields.put("chunks", places.chunks());
        Map<String, Object> packs = new LinkedHashMap<>();
        for (Map.Entry<PackId, Long> pack : places.packs().entrySet()) {
            int shards = snapshot.find(pack.getKey()).orElseThrow().shards().size();
            packs.put(pack.getKey().toString(), Map.of("bytes", pack.getValue(), "shards", shards));
        }
        fields.put("packs", packs);
        fields.put("volumes", places.volumes());
        output.line(TextTable.of(fields), fields);
    }

    private static Map<String, Object> origin(TopicOrigin origin) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", origin.topic());
        fields.put("partition", origin.partition());
        fields.put("firstOffset", origin.firstOffset());
        fields.put("lastOffset", origin.lastOffset());
        return fields;
    }

    private void print(StoredCommit stored) {
        CommitRecord record = stored.record();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("commit", record.number());
        fields.put("generation", record.generation());
        fields.put("time", Instant.ofEpochMilli(record.time()).toString());
        fields.put("kind", record.kind().name());
        fields.put("digest", stored.digest().toString());
        fields.put("parent", record.parent().toString());
        record.origin()
                .ifPresent(
                        origin -> {
                            fields.put("lineage", origin.lineage().toString());
                            fields.put("checkpoint", origin.checkpoint());
                            fields.put("previousCheckpoint", origin.previous());
                            fields.put("committable", origin.digest().toString());
                        });
        fields.put("collection", record.collection());
        fields.put("runs", record.runs().stream().map(ShowCommand::fields).toList());
        fields.put("lineages", lineages(record));
        fields.put("retired", record.retired().stream().map(ShowCommand::fields).toList());
        output.line(TextTable.of(fields), fields);
    }

    private static Map<String, Object> fields(Run run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", run.kind().name());
        fields.put("level", run.level());
        fields.put("first", run.first());
        fields.put("last", run.last());
        fields.put("entries", run.entries());
        fields.put("bytes", run.bytes());
        fields.put("pack", run.root().pack().toString());
        fields.put("entry", run.rootEntry());
        return fields;
    }

    private static List<Map<String, Object>> lineages(CommitRecord record) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LineageEntry entry : record.lineages()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("lineage", entry.lineage().toString());
            fields.put("checkpoint", entry.checkpoint());
            fields.put("commit", entry.commit());
            rows.add(fields);
        }
        return rows;
    }

    private static Map<String, Object> fields(RetiredLineage entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lineage", entry.lineage().toString());
        fields.put("checkpoint", entry.checkpoint());
        fields.put("commit", entry.commit());
        fields.put("retired", entry.retired());
        return fields;
    }
}
