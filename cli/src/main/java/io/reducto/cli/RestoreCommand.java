package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.repository.Snapshot;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto restore}: an object, byte for byte. */
@Command(
        name = "restore",
        description = {
            "Writes an object to a file, into a folder or to standard output.",
            "Every chunk is checked against its digest and the whole object against its root."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto restore -r /srv/v1 builds/tool@1.2 tool.tar",
            "  reducto restore -r /srv/v1 builds/tool - | tar x",
            "  reducto restore -r /srv/v1 --range 1048576:512 disks/db -",
            "  reducto restore -r /srv/v1 --at 117 builds/tool out/",
            "  reducto restore -r /srv/v1 --all builds out/"
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Option(
            names = "--range",
            paramLabel = "OFFSET:LENGTH",
            description = "Only these bytes of the object.")
    private @Nullable String range;

    @Option(
            names = "--all",
            description = {
                "Every object of a data set, in its latest version, into the folder TARGET under its name.",
                "One that fails does not stop the others; the exit code tells."
            })
    private boolean isAll;

    @Parameters(
            index = "0",
            paramLabel = "DATASET/OBJECT[@VERSION]",
            description =
                    "What to restore; the latest version if none is named. With --all a data set.")
    private String object = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "A file, which must not exist; an existing folder; or - for standard output. With --all a folder.")
    private String target = "";

    @Override
    public Integer call() throws Exception {
        if (isAll && (range != null || object.contains("/") || target.equals("-"))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--all: expected a data set and a folder, without --range, found '%s' and '%s'"
                            .formatted(object, target));
        }
        Optional<ByteRange> wanted = Optional.ofNullable(range).map(ByteRange::parse);
        Optional<ObjectName> name =
                isAll ? Optional.empty() : Optional.of(ObjectName.parse(object));
        try (OpenRepository open = repository.open();
                Snapshot snapshot = open.at(at);
                ChunkReader chunks = snapshot.chunks()) {
            open.silent()
                    .forEach(silent -> output.note("reducto: no answer from volume " + silent));
            ObjectRestore restore = new ObjectRestore(chunks);
            return name.isPresent()
                    ? restoreOne(restore, name.get().find(snapshot), wanted)
                    : restoreAll(restore, snapshot);
        }
    }

    private int restoreAll(ObjectRestore restore, Snapshot snapshot) throws IOException {
        DataSetRestore all = new DataSetRestore(snapshot, object, output);
        FolderTarget folder = new FolderTarget(Path.of(target));
        try (Progress progress = output.progress("restore", all.length())) {
            return all.run(new FileRestore(restore, progress, output), folder);
        }
    }

    private int restoreOne(
            ObjectRestore restore, Catalogue.Version version, Optional<ByteRange> wanted)
            throws IOException {
        Recipe recipe = restore.recipe(version.entry().recipe());
        long length = wanted.map(ByteRange::length).orElse(recipe.length());
        try (Progress progress = output.progress("restore", length)) {
            FileRestore files = new FileRestore(restore, progress, output);
            if (target.equals("-")) {
                int code = files.toStream(recipe, wanted, System.out);
                System.out.flush();
                return code;
            }
            Path file = file(recipe);
            int code = files.toFile(recipe, wanted, file);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("object", recipe.name().toString());
            fields.put("file", file.toString());
            fields.put("bytes", Files.size(file));
            fields.put("blake3", recipe.root().toString());
            output.line(
                    "%s: %d bytes in %s".formatted(recipe.name(), Files.size(file), file), fields);
            return code;
        }
    }

    /** The file to write, which must not be there. */
    private Path file(Recipe recipe) {
        Path path = Path.of(target);
        if (Files.isDirectory(path)) {
            String name = recipe.name().object() + "@" + recipe.name().version();
            path = path.resolve(name.replaceAll("[^A-Za-z0-9._+@-]", "_"));
        }
        if (Files.exists(path)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "%s is there already; name another target".formatted(path));
        }
        return path.toAbsolutePath();
    }
}
