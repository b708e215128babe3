package io.reducto.cli;

import io.reducto.repository.Snapshot;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.Catalogue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            "  reducto restore -r /srv/v1 --at 117 builds/tool out/"
        })
final class RestoreCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 20;

    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private Output output = new Output();

    @Option(names = "--at", paramLabel = "COMMIT", description = "A commit number or ISO time.")
    private @Nullable String at;

    @Option(
            names = "--range",
            paramLabel = "OFFSET:LENGTH",
            description = "Only these bytes of the object.")
    private @Nullable String range;

    @Parameters(
            index = "0",
            paramLabel = "DATASET/OBJECT[@VERSION]",
            description = "What to restore; the latest version if none is named.")
    private String object = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "A file, which must not exist; an existing folder; or - for standard output.")
    private String target = "";

    @Override
    public Integer call() throws Exception {
        ObjectName name = ObjectName.parse(object);
        Optional<Range> wanted = Optional.ofNullable(range).map(Range::parse);
        try (OpenRepository open = repository.open();
                Snapshot snapshot = open.at(at);
                ChunkReader chunks = snapshot.chunks()) {
            open.silent()
                    .forEach(silent -> output.note("reducto: no answer from volume " + silent));
            Catalogue.Version version = name.find(snapshot);
            ObjectRestore restore = new ObjectRestore(chunks);
            Recipe recipe = restore.recipe(version.entry().recipe());
            return write(restore, recipe, wanted);
        }
    }

    private record Range(long offset, long length) {
        static Range parse(String text) {
            if (!text.matches("[0-9]{1,18}:[0-9]{1,18}")) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "range '%s': expected OFFSET:LENGTH in bytes".formatted(text));
            }
            int colon = text.indexOf(':');
            return new Range(
                    Long.parseLong(text.substring(0, colon)),
                    Long.parseLong(text.substring(colon + 1)));
        }
    }

    private int write(ObjectRestore restore, Recipe recipe, Optional<Range> wanted)
            throws IOException {
        if (target.equals("-")) {
            DeclaredDigest digest = new DeclaredDigest(recipe, System.out);
            write(restore, recipe, wanted, digest);
            digest.flush();
            return wanted.isPresent() ? ExitCode.OK.code() : digest.check(output);
        }
        Path file = file(recipe);
        Path part = file.resolveSibling("." + file.getFileName() + ".reducto-part");
        int code;
        try (PartialFile partial = new PartialFile(part)) {
            try (DeclaredDigest digest = new DeclaredDigest(recipe, partial.open())) {
                write(restore, recipe, wanted, digest);
                digest.flush();
                code = wanted.isPresent() ? ExitCode.OK.code() : digest.check(output);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("object", recipe.name().toString());
        fields.put("file", file.toString());
        fields.put("bytes", Files.size(file));
        fields.put("blake3", recipe.root().toString());
        output.line("%s: %d bytes in %s".formatted(recipe.name(), Files.size(file), file), fields);
        return code;
    }

    private static void write(
            ObjectRestore restore, Recipe recipe, Optional<Range> wanted, OutputStream out)
            throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        if (wanted.isPresent()) {
            restore.restoreRange(recipe, wanted.get().offset(), wanted.get().length(), buffered);
        } else {
            restore.restore(recipe, buffered);
        }
        buffered.flush();
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
