package io.reducto.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class FolderListingTest {
    private static final String[] SEGMENTS = {"a", "a-", "a.b", "a0", "ab", "+", "_", "b-c", "z"};

    @TempDir Path root;

    @Test
    void pagesOfAnySizeTileTheListing(Seed seed) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 120; i++) {
            names.add(randomName(seed));
        }
        for (String name : names) {
            make(name);
        }
        Files.createDirectories(root.resolve("empty,/folder,"));
        for (String prefix : List.of("", "a", "a/", "a/a", "z/", "a0", "q/")) {
            List<String> expected = names.stream().filter(n -> n.startsWith(prefix)).toList();
            for (int objectsMax : new int[] {1, 2, 3, 7, 1_000}) {
                assertThat(all(prefix, objectsMax))
                        .as("prefix %s, pages of %d", prefix, objectsMax)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsNoObjectIsNotListed() throws IOException {
        make("real");
        Files.createDirectories(root.resolve(".tmp/writer"));
        Files.createFile(root.resolve(".tmp/writer/1"));
        Files.createFile(root.resolve(".volume"));
        Files.createFile(root.resolve("Upper"));
        Files.createDirectory(root.resolve("lost+found"));
        Files.createDirectory(root.resolve("..,"));
        Files.createFile(root.resolve("..,/x"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        assertThat(all("", 2)).containsExactly("real");
        assertThat(all("../", 2)).isEmpty();
    }

    @Test
    void whatStandsInThePlaceOfAFolderIsToldNotSkipped() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("a,"), elsewhere);
        assertThatThrownBy(() -> all("", 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a,: not a folder");
    }

    private List<String> all(String prefix, int objectsMax) throws IOException {
        List<String> names = new ArrayList<>();
        String startAfter = "";
        ObjectPage page;
        do {
            ObjectPaths paths = new ObjectPaths(root);
            page = new FolderListing(paths, prefix, startAfter, objectsMax).collect();
            assertThat(page.objects()).hasSizeLessThanOrEqualTo(objectsMax);
            for (ListedObject object : page.objects()) {
                startAfter = object.name().value();
                names.add(startAfter);
            }
        } while (page.hasMore());
        return names;
    }

    private void make(String name) throws IOException {
        Path file = new ObjectPaths(root).file(ObjectName.of(name));
        Files.createDirectories(ObjectPaths.parent(file));
        Files.createFile(file);
    }

    private static String randomName(Seed seed) {
        StringBuilder name = new StringBuilder();
        for (int depth = seed.between(1, 5); depth > 0; depth--) {
            name.append(SEGMENTS[seed.between(0, SEGMENTS.length)]).append(depth > 1 ? "/" : "");
        }
        return name.toString();
    }
}
