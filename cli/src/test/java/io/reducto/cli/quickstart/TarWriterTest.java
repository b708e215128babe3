package io.reducto.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    @TempDir Path folder;

    @Test
    void theSameTreeGivesTheSameBytesWhateverItsTimesAndOrder() throws Exception {
        Path first = tree("first", List.of("b/deep", "a", "b.txt", "b/after"));
        Path second = tree("second", List.of("b/after", "b.txt", "b/deep", "a"));
        Files.setLastModifiedTime(second.resolve("a"), FileTime.fromMillis(1_000));
        assertThat(tar(first)).isEqualTo(tar(second));
        assertThat(names(tar(first))).containsExactly("a", "b/", "b.txt", "b/after", "b/deep");
        assertThat((long) tar(first).length)
                .isGreaterThanOrEqualTo(TarWriter.lengthOfFolder(first));
    }

    @Test
    void oneByteMoreIsAnotherArchive() throws Exception {
        Path first = tree("first", List.of("a"));
        byte[] before = tar(first);
        Files.write(first.resolve("a"), new byte[] {1});
        assertThat(tar(first)).isNotEqualTo(before);
    }

    @Test
    void longAndForeignNamesAndLinksAreKept() throws Exception {
        String name = "n".repeat(120) + "-ü";
        Path tree = tree("tree", List.of(name));
        Files.createSymbolicLink(tree.resolve("link"), Path.of(name));
        byte[] tar = tar(tree);
        assertThat(names(tar)).containsExactly("link", name);
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            assertThat(in.getNextEntry().getLinkName()).isEqualTo(name);
        }
    }

    @Test
    void filesOfAJarComeInOrderUnderAFolder() throws Exception {
        Path jar = folder.resolve("tool.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("z.class", "META-INF/", "a.class")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.endsWith("/") ? new byte[0] : bytes(name));
                out.closeEntry();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            tar.addJar("tool", jar);
        }
        assertThat(names(out.toByteArray())).containsExactly("tool/a.class", "tool/z.class");
        assertThat(TarWriter.lengthOfJar(jar)).isEqualTo(4 * 512);
    }

    private Path tree(String name, List<String> files) throws Exception {
        Path root = folder.resolve(name);
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, bytes(file));
        }
        return root;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tar(Path tree) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            tar.addFolder(tree);
        }
        return out.toByteArray();
    }

    private static List<String> names(byte[] tar) throws Exception {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry();
                    entry != null;
                    entry = in.getNextEntry()) {
                assertThat(entry.getModTime()).hasTime(0);
                assertThat(entry.getUserName()).isEmpty();
                names.add(entry.getName());
            }
        }
        return names;
    }
}
