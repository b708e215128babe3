package io.reducto.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartDirectoryTest {
    @TempDir Path folder;

    @Test
    void whatItMadeItDeletes() throws Exception {
        QuickstartDirectory ours = new QuickstartDirectory(folder.resolve("new"));
        assertThat(ours.isFree()).isTrue();
        ours.create();
        assertThat(ours.isOurs()).isTrue();
        assertThat(ours.isFree()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours.root())))
                .isEqualTo("rwx------");
        assertThatThrownBy(ours::create).hasMessageContaining("in use");
        Files.createDirectories(ours.volumes().get(5).resolve("shards"));
        ours.delete();
        assertThat(ours.root()).isEmptyDirectory();
        ours.create();
    }

    @Test
    void whatIsNotOursStays() throws Exception {
        QuickstartDirectory foreign = new QuickstartDirectory(folder);
        Path precious = Files.createFile(folder.resolve("precious"));
        assertThat(foreign.isFree()).isFalse();
        assertThat(foreign.isOurs()).isFalse();
        assertThatThrownBy(foreign::delete)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing is deleted");
        // A file of the same name says nothing.
        Files.write(folder.resolve("quickstart.marker"), new byte[] {1});
        assertThatThrownBy(foreign::delete).hasMessageContaining("nothing is deleted");
        assertThat(precious).exists();
    }

    @Test
    void linksAreDeletedAndNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path precious = Files.createFile(elsewhere.resolve("precious"));
        QuickstartDirectory ours = new QuickstartDirectory(folder.resolve("new"));
        ours.create();
        Files.createSymbolicLink(ours.root().resolve("link"), elsewhere);
        ours.delete();
        assertThat(precious).exists();
    }

    @Test
    void childrenOfAFolderAreVersionsInOrder() throws Exception {
        Path input = Files.createDirectory(folder.resolve("tool"));
        Files.write(input.resolve("1.10"), new byte[700]);
        Files.write(Files.createDirectory(input.resolve("1.2")).resolve("file"), new byte[700]);
        Path link = Files.createSymbolicLink(input.resolve("latest"), Path.of("1.10"));
        List<Path> leftOut = new ArrayList<>();
        List<Release> releases = FolderReleases.of(input, leftOut::add);
        assertThat(releases.stream().map(Release::toString))
                .containsExactly("tool@1.10", "tool@1.2");
        assertThat(leftOut).containsExactly(link);
        try (Release.Ready file = releases.get(0).ready(folder)) {
            assertThat(file.file()).isEqualTo(input.resolve("1.10"));
        }
        assertThat(input.resolve("1.10")).exists();
        Path archive;
        try (Release.Ready ready = releases.get(1).ready(folder)) {
            archive = ready.file();
            assertThat(archive).isNotEmptyFile();
        }
        assertThat(archive).doesNotExist();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> FolderReleases.of(empty, leftOut::add))
                .hasMessageContaining("holds no version");
    }
}
