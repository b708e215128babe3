package io.reducto.integration;

import static io.reducto.integration.LeakSearch.CLIENT;
import static io.reducto.integration.LeakSearch.CLONE;
import static io.reducto.integration.LeakSearch.PRINTED;
import static io.reducto.integration.LeakSearch.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are planted wherever they may come in, every command is run, and then everything that is
 * left is searched: what was printed, all files, all objects of Git on both sides.
 */
@RequiresTool({"git", "setsid"})
@ExtendWith(Seed.Extension.class)
@Timeout(300)
class MemoryLeakITCase {
    private static final String QUARANTINE = CLONE + "/.git/reducto/memory/quarantine/";
    private static final String OTHER = "other.jsonl";
    private static final String OLDER = "older.jsonl";
    private static final String CLEAN = "tea is at four";
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int UNAVAILABLE = 6;

    @TempDir Path folder;

    @Test
    void whatIsInEntriesStaysInTheirFiles(Seed seed) throws Exception {
        LeakSearch refuse = planted("refuse", seed);
        LeakSearch mask = planted("mask", seed);
        FutureTask<String> masking = new FutureTask<>(() -> everyCommand(mask, false));
        new Thread(masking).start();
        everyCommand(refuse, true);
        masking.get();

        check(refuse, true);
        check(mask, false);
    }

    private LeakSearch planted(String policy, Seed seed) throws Exception {
        LeakSearch search = new LeakSearch(folder.resolve(policy), seed);
        plantEntries(search);
        Set<String> all = search.plantedIn(CLIENT, "of client");
        all.addAll(search.plantedIn(OTHER, "of other"));
        all.addAll(search.plantedIn(OLDER, "of older"));
        assertSame(search.found(path -> true), all);
        search.team.run("git", "-C", CLONE, "config", "reducto.memory.secrets", policy);
        return search;
    }

    private static void plantEntries(LeakSearch search) throws IOException {
        List<String> client = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> older = new ArrayList<>();
        for (String id : List.of("tea", "rm-1", "last")) {
            client.add("{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, CLEAN));
        }
        for (String kind : PlantedSecrets.kinds()) {
            for (Place place : Place.values()) {
                client.add(1, place.entry(search.secrets, kind, "of client"));
                other.add(place.entry(search.secrets, kind, "of other"));
                older.add(place.entry(search.secrets, kind, "of older"));
            }
        }
        String password = search.secrets.password("field of client");
        client.add(1, "{\"id\":\"login\",\"login\":{\"password\":\"%s\"}}".formatted(password));
        Files.writeString(
                search.folder.resolve(CLIENT), "[\n" + String.join(",\n", client) + "\n]\n");
        Files.write(search.folder.resolve(OTHER), other);
        Files.write(search.folder.resolve(OLDER), older);
    }

    /** Where in an entry a secret stands; {@code %1$s} is a quoted text, {@code %2$s} an id. */
    private enum Place {
        TEXT("{\"id\":\"%2$s\",\"text\":%1$s}"),
        NESTED("{\"id\":\"%2$s\",\"a\":[1,{\"b\":[[%1$s]]}]}"),
        NAME("{\"id\":\"%2$s\",\"a\":{%1$s:1}}"),
        ID("{\"id\":%1$s,\"text\":\"t\"}"),
        SPACE("{\"namespace\":%1$s,\"id\":\"%2$s\"}"),
        UNNAMED("{\"text\":%1$s}"),
        ESCAPED("{\"id\":\"%2$s\",\"text\":%1$s}"),
        DAMAGED_CUT("{\"id\":\"%2$s\",\"text\":%1$s"),
        DAMAGED_BARE("{\"id\":\"%2$s\",\"text\":x%1$s}"),
        DAMAGED_TWICE("{\"id\":\"%2$s\",\"text\":%1$s,\"text\":\"t\"}"),
        DAMAGED_NAME_TWICE("{\"id\":\"%2$s\",%1$s:1,%1$s:2}"),
        DAMAGED_FOREIGN("{\"id\":\"%2$s\",\"text\":%1$s,\"_reducto\":{\"v\":\"x\"}}"),
        DAMAGED_TYPE("%1$s");

        private final String form;

        Place(String form) {
            this.form = form;
        }

        String entry(PlantedSecrets secrets, String kind, String where) {
            String place = name().toLowerCase(Locale.ROOT).replaceFirst("_", " ");
            String name = "%s %s %s".formatted(place, kind, where);
            String text = secrets.plant(name, kind);
            String quoted =
                    this == ESCAPED
                            ? PlantedSecrets.escaped(text)
                            : text.replace("\n", "\\n").replace("\"", "\\\"");
            return form.formatted("\"" + quoted + "\"", name);
        }
    }

    /**
     * Each command in one of its forms: together, both policies have both forms. Backups, of which
     * the second finds again what the first has found, have both under both.
     */
    private static String everyCommand(LeakSearch search, boolean refuses) throws Exception {
        String one = refuses ? "" : "--json";
        String other = refuses ? "--json" : "";
        search.prints(OK, "init", one, "--client", search.folder.resolve(CLIENT).toString());
        search.prints(OK, "backup", other);
        search.prints(OK, "backup", one);
        // What a program has written into the work tree that knows nothing of writes.
        Files.move(
                search.folder.resolve(OLDER),
                search.folder.resolve(CLONE + "/memory/hosts/" + OLDER));
        search.prints(OK, "sync", one);
        search.prints(OK, "show", other);
        search.prints(OK, "show", one, refuses ? "--replicas" : "default/tea");
        search.prints(OK, "restore", one);
        search.prints(OK, "restore", "--output", "-");
        search.prints(OK, "merge", other, search.folder.resolve(OTHER).toString());
        search.prints(OK, "rm", one, "default/rm-1");
        search.prints(OK, "verify", other);
        search.prints(OK, "log", "-n", "1000");
        return PRINTED;
    }

    private static void check(LeakSearch search, boolean refuses) throws Exception {
        search.dumpObjects();
        String unified = CLONE + "/memory/unified.jsonl";
        search.assertReaches(
                CLEAN,
                PRINTED,
                CLONE + ".objects",
                "team.git.objects",
                unified,
                CLONE + "/.git/reducto/memory/state");
        Set<String> files = search.plantedIn(CLIENT, "of client");
        files.removeAll(search.plantedIn(CLIENT, "damaged "));
        files.addAll(search.plantedIn(CLIENT + ".before-restore", "of client"));
        files.addAll(search.plantedIn(OTHER, "of other"));
        files.addAll(search.plantedIn(CLONE + "/memory/hosts/" + OLDER, "of older"));
        assertSame(search.found(path -> !path.startsWith(QUARANTINE)), files);
        Set<String> aside = search.planted("damaged ");
        if (refuses) {
            aside.addAll(search.planted("of older"));
        }
        assertQuarantine(search, aside);
        String shown = Files.readString(search.folder.resolve(unified));
        assertThat(PlantedSecrets.kinds())
                .allMatch(kind -> shown.contains("[secret:" + kind + ":") != refuses);
    }

    /** What was put aside, as it was, for its owner only; the reasons beside it quote nothing. */
    private static void assertQuarantine(LeakSearch search, Set<String> expected)
            throws IOException {
        Set<String> found = search.found(path -> path.startsWith(QUARANTINE));
        assertThat(found).noneMatch(line -> line.contains(".reason: "));
        Set<String> names =
                found.stream()
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertSame(names, expected);
        for (String path : search.files(path -> path.startsWith(QUARANTINE))) {
            assertThat(Files.getPosixFilePermissions(search.folder.resolve(path)))
                    .as(path)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aPasswordInTheAddressOfTheRemoteStaysInTheSettingsOfGit(Seed seed) throws Exception {
        LeakSearch search = new LeakSearch(folder.resolve("address"), seed);
        String user = GitOverHttp.NAME;
        String one = search.secrets.password("first");
        String two = search.secrets.password("second");
        search.secrets.alias("first", PlantedSecrets.base64(user + ":" + one));
        search.team.says(CLONE, "tea", CLEAN);
        try (GitOverHttp server = new GitOverHttp(search.folder, one)) {
            String address = server.address("team.git");
            for (String form :
                    List.of(
                            "http://%s:%s%%40%s@127.0.0.1:1/x.git",
                            "ssh://%s:%s%s@127.0.0.1:1/x.git",
                            "http://%s:%s/%s@127.0.0.1:1/x.git",
                            "http://%s:%s'%s@127.0.0.1:1/x.git")) {
                failsAt(search, UNAVAILABLE, form.formatted(user, one, two));
            }
            failsAt(search, FAILED, address.replace("//", "//%s:%s@".formatted(user, two)));
            String right = address.replace("//", "//%s:%s@".formatted(user, one));
            declinesToPush(search, right);
            assertThat(search.prints(OK, "sync")).contains("pushed: ");
        }
        search.prints(OK, "log");
        search.dumpObjects();
        search.assertReaches(CLEAN, CLONE + ".objects", "team.git.objects");
        assertSame(search.found(path -> true), search.plantedIn(CLONE + "/.git/config", "first"));
    }

    private static String failsAt(LeakSearch search, int code, String address) throws Exception {
        search.team.run("git", "-C", CLONE, "remote", "set-url", "origin", address);
        String output = search.prints(code, "backup", "--patience", "0");
        assertThat(output).contains("kept here");
        return output;
    }

    /** A hook of the user's gets the address as Git has it, and says it. */
    private static void declinesToPush(LeakSearch search, String address) throws Exception {
        search.team.run("git", "-C", "team.git", "config", "http.receivepack", "true");
        Path hook = search.folder.resolve(CLONE + "/.git/hooks/pre-push");
        Files.writeString(hook, "#!/bin/sh\necho no push to $2 >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        assertThat(failsAt(search, FAILED, address)).contains("no push to http://***@127.0.0.1");
        Files.delete(hook);
    }
}
