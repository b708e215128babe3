package io.reducto.cli;

import io.reducto.repository.Snapshot;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto ls}: what is there. */
@Command(
        name = "ls",
        description = "Lists objects and their versions.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto ls -r /srv/v1              everything",
            "  reducto ls -r /srv/v1 builds       one data set",
            "  reducto ls -r /srv/v1 --at 2026-11-01T00:00:00Z builds/tool"
        })
final class ListCommand implements Callable<Integer> {
    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET[/OBJECT]",
            description = "Only this data set or object.")
    private @Nullable String what;

    @Override
    public Integer call() throws Exception {
        try (OpenRepository open = repository.open();
                Snapshot snapshot = open.at(at)) {
            Catalogue.Cursor versions = versions(snapshot.catalogue());
            while (versions.next() && !output.isBroken()) {
                print(versions);
            }
        }
        return ExitCode.OK.code();
    }

    private Catalogue.Cursor versions(Catalogue catalogue) {
        if (what == null) {
            return catalogue.all();
        }
        int slash = what.indexOf('/');
        return slash < 0
                ? catalogue.objects(what)
                : catalogue.versions(what.substring(0, slash), what.substring(slash + 1));
    }

    private void print(Catalogue.Cursor version) {
        CatalogueEntry entry = version.entry();
        String name = version.key().dataSet() + "/" + version.key().object();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataSet", version.key().dataSet());
        fields.put("object", version.key().object());
        fields.put("version", version.key().version());
        fields.put("length", entry.length());
        fields.put("blake3", HexFormat.of().formatHex(entry.root()));
        fields.put("commit", entry.commit());
        String text =
                "%8d  %15d  %s@%s"
                        .formatted(entry.commit(), entry.length(), name, version.key().version());
        output.line(text, fields);
    }
}
