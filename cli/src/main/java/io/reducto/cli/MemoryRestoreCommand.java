package io.reducto.cli;

import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.EntryWriter;
import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.ShownEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reducto memory restore}. */
@Command(
        name = "restore",
        description = {
            "Writes what the memory shows where a tool reads it. Asks no remote; sync does.",
            "What the client has changed is taken before, entries with secrets stay in its file, and its old file is kept beside it as FILE.before-restore."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto memory restore                             the client files that init was told of",
            "  reducto memory restore --client ~/.tool/memory.json",
            "  reducto memory restore --lines --output old.jsonl  plain JSON lines, for another tool",
            "  reducto memory restore --output -                  an array, to standard output"
        })
final class MemoryRestoreCommand implements Callable<Integer> {
    @Mixin private MemoryOption memory = new MemoryOption();
    @Mixin private Output output = new Output();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--client", paramLabel = "FILE", description = "Instead of those of init.")
    private @Nullable Path client;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "A file that is no client's; - is standard output.")
    private @Nullable String file;

    @Option(names = "--lines", description = "JSON lines instead of an array; with --output.")
    private boolean isLines;

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            if (file != null) {
                write(ShownEntries.of(clone.state()), file);
            } else {
                restore(clone);
            }
        }
        return ExitCode.OK.code();
    }

    private void restore(MemoryClone clone) throws Exception {
        List<Path> clients =
                client == null ? clone.clients() : List.of(client.toAbsolutePath().normalize());
        if (clients.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "nowhere to write: expected --client or --output, or a client at init");
        }
        for (Path each : clients) {
            clone.restore(each);
            int count = ShownEntries.of(clone.state()).size();
            output.line(
                    "%s: %d entries".formatted(each, count),
                    Map.of("client", each.toString(), "entries", count));
        }
        clone.commit().notes().forEach(output::note);
    }

    private void write(List<Entry> entries, String name) throws IOException {
        byte[] bytes = isLines ? EntryWriter.lines(entries) : EntryWriter.array(entries);
        if (name.equals("-")) {
            spec.commandLine().getOut().print(new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        Files.write(Path.of(name), bytes);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("output", name);
        fields.put("entries", entries.size());
        output.line("%s: %d entries".formatted(name, entries.size()), fields);
    }
}
