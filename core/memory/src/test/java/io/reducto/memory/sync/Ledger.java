package io.reducto.memory.sync;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What members have written and removed, and what of the others' they can have seen by then: the
 * model of a campaign. Every text is written once. Steps count the exchanges begun; what a member
 * has written is published by the next exchange that it begins, and seen by those that begin later
 * or are still trying.
 */
final class Ledger {
    private static final Pattern ENTRY =
            Pattern.compile("\\{\"id\":\"([^\"]*)\",\"text\":\"([^\"]*)\"");

    /**
     * A write or a removal.
     *
     * @param horizon the last step whose publications its author can have seen
     */
    private record Act(String key, String author, long horizon) {}

    private final Map<String, Act> values = new HashMap<>();
    private final Map<String, Long> published = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<Act> removals = new ArrayList<>();
    private final Map<String, Long> ownHorizons = new HashMap<>();
    private final List<String> losses = new ArrayList<>();
    private long step;
    private int duplicates;

    /** An entry of a client file. */
    record Line(String id, String text) {
        static List<Line> of(String file) {
            List<Line> lines = new ArrayList<>();
            Matcher matcher = ENTRY.matcher(file);
            while (matcher.find()) {
                lines.add(new Line(matcher.group(1), matcher.group(2)));
            }
            return lines;
        }

        String json() {
            return "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
        }
    }

    /** The step that has begun last. */
    long step() {
        return step;
    }

    /** {@code author} writes a text that nobody has written. */
    void writes(String author, String id, String text, long horizon) {
        Act act = new Act(id, author, ownHorizon(author, id, horizon));
        if (values.put(text, act) != null) {
            throw new IllegalArgumentException("written twice: " + text);
        }
    }

    void removes(String author, String id, long horizon) {
        removals.add(new Act(id, author, ownHorizon(author, id, horizon)));
    }

    /** What an author has seen when it wrote before counts for what it writes later. */
    private long ownHorizon(String author, String id, long horizon) {
        return ownHorizons.merge(author + "/" + id, horizon, Math::max);
    }

    /** What stands in {@code file} of {@code author} is durable in its clone. */
    void acknowledge(String author, String file) {
        for (Line line : Line.of(file)) {
            if (act(line.text).author.equals(author)) {
                acknowledged.add(line.text);
            }
        }
    }

    private Act act(String text) {
        return Objects.requireNonNull(values.get(text), text);
    }

    /** {@code author} begins an exchange: from now on others may see what it has written. */
    void begins(String author) {
        step++;
        values.forEach(
                (text, act) -> {
                    if (act.author.equals(author)) {
                        published.putIfAbsent(text, step);
                    }
                });
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    List<String> losses() {
        return losses;
    }

    int duplicates() {
        return duplicates;
    }

    /** Looks for every acknowledged value in {@code state}, from which nothing was trimmed. */
    void check(ObservedRemoveMap state) {
        for (String text : new TreeSet<>(acknowledged)) {
            Act act = act(text);
            List<Write> found =
                    state.register("default/" + act.key).stream()
                            .flatMap(register -> register.writes().stream())
                            .filter(write -> textOf(write).equals(Optional.of(text)))
                            .toList();
            if (found.isEmpty()) {
                losses.add("%s: %s is nowhere".formatted(act, text));
            } else {
                duplicates += found.size() - 1;
                checkReplaced(state.register("default/" + act.key).orElseThrow(), found.get(0));
            }
        }
        for (Register register : state.registers()) {
            checkWritten(register);
        }
    }

    /** Whoever replaces or removes a value has seen it. */
    private void checkReplaced(Register register, Write value) {
        String text = textOf(value).orElseThrow();
        for (Write write : register.writes()) {
            boolean isExplained =
                    !write.dominates(value)
                            || canHaveSeen(write, text)
                            || followsOwn(write, value, register);
            if (!isExplained) {
                losses.add("%s: replaced by %s, whose author never saw it".formatted(value, write));
            }
        }
    }

    /**
     * Whether its author replaced {@code value} before, which is looked at by itself: what stands
     * in a client file is taken in after a removal that came between.
     */
    private static boolean followsOwn(Write write, Write value, Register register) {
        return register.writes().stream()
                .filter(other -> authorOf(other).equals(authorOf(write)))
                .anyMatch(own -> write.dominates(own) && own.dominates(value));
    }

    private boolean canHaveSeen(Write write, String text) {
        Act value = act(text);
        Optional<String> other = textOf(write);
        if (other.isPresent()) {
            return canHaveSeen(act(other.get()), value, text);
        }
        String author = authorOf(write);
        return removals.stream()
                .filter(act -> act.author.equals(author) && act.key.equals(value.key))
                .anyMatch(act -> canHaveSeen(act, value, text));
    }

    private boolean canHaveSeen(Act later, Act earlier, String text) {
        return later.author.equals(earlier.author)
                || published.getOrDefault(text, Long.MAX_VALUE) <= later.horizon;
    }

    /** Nothing stands there that nobody has written. */
    private void checkWritten(Register register) {
        for (Write write : register.writes()) {
            Optional<String> text = textOf(write);
            if (text.isPresent() && !values.containsKey(text.get())) {
                losses.add("nobody has written " + write);
            }
        }
    }

    private static Optional<String> textOf(Write write) {
        return write.value()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .map(value -> Line.of(value).get(0).text());
    }

    /** The replica's name without its digits. */
    private static String authorOf(Write write) {
        String replica = write.dot().replica().text();
        return replica.substring(0, replica.lastIndexOf('-'));
    }
}
