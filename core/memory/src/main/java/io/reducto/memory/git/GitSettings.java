package io.reducto.memory.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a clone as of one moment, all levels, includes followed. */
final class GitSettings {
    private final Map<String, List<String>> values = new HashMap<>();

    static GitSettings read(Git git) throws GitException {
        GitSettings settings = new GitSettings();
        for (String part : git.run(GitCommand.of("config", "--list", "-z")).parts()) {
            int end = part.indexOf('\n');
            // A key without "=" is true.
            String key = end < 0 ? part : part.substring(0, end);
            String value = end < 0 ? "true" : part.substring(end + 1);
            settings.values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        }
        return settings;
    }

    /** The value that counts: the last. Section and name are in lower case. */
    Optional<String> get(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    boolean hasAny(String start) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(start));
    }

    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
