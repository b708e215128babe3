package io.reducto.memory.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reducto.memory.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup script does that is written in an afternoon: a file for the host and a unified one,
 * the later time stamp wins, commit, push; if somebody was faster it has failed.
 */
final class OldScript {
    private final Path clone;
    private final String host;

    OldScript(Path clone, String host) {
        this.clone = clone;
        this.host = host;
    }

    /** Takes lines of JSON into both files; false where the push failed. */
    boolean backup(List<String> entries) throws Exception {
        Path folder = Files.createDirectories(clone.resolve("memory"));
        Files.write(folder.resolve(host + ".jsonl"), entries);
        Path unified = folder.resolve("unified.jsonl");
        Map<String, String> byId = new LinkedHashMap<>();
        if (Files.exists(unified)) {
            Files.readAllLines(unified).forEach(line -> keepLater(byId, line));
        }
        entries.forEach(line -> keepLater(byId, line));
        Files.write(unified, byId.values());
        git("add", "memory");
        git("commit", "-q", "-m", "backup of " + host);
        return push();
    }

    boolean push() {
        try {
            git("push", "-q", "origin", "HEAD");
            return true;
        } catch (GitException e) {
            return false;
        }
    }

    void pull() throws GitException {
        git("pull", "-q", "--no-rebase", "-X", "theirs", "origin", "HEAD");
    }

    private void git(String... arguments) throws GitException {
        String[] all = new String[arguments.length + 4];
        all[0] = "-c";
        all[1] = "user.name=" + host;
        all[2] = "-c";
        all[3] = "user.email=" + host + "@example.com";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        Team.git(clone, all);
    }

    private static void keepLater(Map<String, String> byId, String line) {
        String id = field(line, "id");
        String known = byId.get(id);
        if (known == null || field(known, "timestamp").compareTo(field(line, "timestamp")) <= 0) {
            byId.put(id, line);
        }
    }

    private static String field(String line, String name) {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && name.equals(json.currentName())) {
                    return String.valueOf(json.nextTextValue());
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
