package io.reducto.cli;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.ShownEntries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto memory show}. */
@Command(
        name = "show",
        description =
                "What the memory shows; of one entry also what stands beside it and what came before. Asks no remote.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto memory show                all entries, by their time",
            "  reducto memory show default/tea    every write of one",
            "  reducto memory show --replicas     who writes, and who has seen what"
        })
final class MemoryShowCommand implements Callable<Integer> {
    @Mixin private MemoryOption memory = new MemoryOption();
    @Mixin private Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "One entry.")
    private @Nullable String key;

    @Option(names = "--replicas", description = "The replicas instead of the entries.")
    private boolean isReplicas;

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            ObservedRemoveMap state = clone.state();
            if (isReplicas) {
                replicas(state, clone.replica());
            } else if (key != null) {
                Register register = register(state, key);
                register.writes().forEach(write -> print(register, write));
            } else {
                ShownEntries.of(state).forEach(this::print);
            }
        }
        return ExitCode.OK.code();
    }

    private static Register register(ObservedRemoveMap state, String key) {
        return state.register(key)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.NOT_FOUND,
                                        "no entry has the key \"%s\"; reducto memory show lists them"
                                                .formatted(key)));
    }

    private void print(Entry entry) {
        String text = text(entry.value());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", entry.key());
        fields.put("entry", text);
        output.line("%s  %s".formatted(entry.key(), text), fields);
    }

    private void print(Register register, Write write) {
        String standing = standing(register, write);
        String text = write.value().map(MemoryShowCommand::text).orElse("");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", register.key());
        fields.put("write", write.dot().toString());
        fields.put("time", Instant.ofEpochMilli(write.time().millis()).toString());
        fields.put("standing", standing);
        fields.put("entry", text);
        output.line(
                "%-10s  %s  %s  %s".formatted(standing, write.dot(), fields.get("time"), text),
                fields);
    }

    private static String standing(Register register, Write write) {
        if (write.isTombstone()) {
            return "removed";
        }
        if (register.visible().filter(write::equals).isPresent()) {
            return "shown";
        }
        return register.maximal().contains(write) ? "concurrent" : "replaced";
    }

    private void replicas(ObservedRemoveMap state, ReplicaId own) {
        TreeSet<ReplicaId> all = new TreeSet<>(state.acknowledgements().keySet());
        all.addAll(state.dots().ranges().keySet());
        all.addAll(state.retired());
        for (ReplicaId replica : all) {
            VersionVector seen =
                    state.acknowledgements().getOrDefault(replica, VersionVector.EMPTY);
            long behind = behind(state, seen);
            boolean isRetired = state.retired().contains(replica);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("replica", replica.text());
            fields.put("own", replica.equals(own));
            fields.put("retired", isRetired);
            fields.put("notAcknowledged", behind);
            output.line(
                    "%-40s %s%s"
                            .formatted(
                                    replica,
                                    isRetired ? "retired" : behind + " writes not acknowledged",
                                    replica.equals(own) ? ", this clone" : ""),
                    fields);
        }
    }

    private static long behind(ObservedRemoveMap state, VersionVector seen) {
        List<Register> registers = List.copyOf(state.registers());
        return registers.stream()
                .flatMap(register -> register.writes().stream())
                .filter(write -> !seen.covers(write.dot()))
                .count();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
