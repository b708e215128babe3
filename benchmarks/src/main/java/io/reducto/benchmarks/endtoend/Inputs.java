package io.reducto.benchmarks.endtoend;

import io.reducto.cli.quickstart.FolderReleases;
import io.reducto.cli.quickstart.MavenReleases;
import io.reducto.cli.quickstart.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the versions that all stores get. */
final class Inputs {
    private Inputs() {}

    /**
     * One file for each version, in the order in which they are taken in.
     *
     * @param input a folder with a file or folder for each; empty for releases from Maven Central
     * @param home folder of the Maven wrapper
     * @param folder where files are put, that are not there yet
     * @param note hears a line for people now and then
     */
    static List<Version> prepare(
            Optional<Path> input, Path home, Path folder, Consumer<String> note)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Release> releases;
        if (input.isPresent()) {
            releases =
                    FolderReleases.of(
                            // Each store has a working directory of its own.
                            input.get().toRealPath(),
                            path -> note.accept("%s is no version: left out".formatted(path)));
        } else {
            note.accept("fetching 60 releases from Maven Central, 440 MB the first time");
            Path maven = folder.resolve("maven");
            releases = new MavenReleases(home, maven, MavenReleases.Extent.BENCHMARK).fetch();
        }
        List<Version> versions = new ArrayList<>();
        for (Release release : releases) {
            versions.add(version(release, folder));
        }
        return versions;
    }

    private static Version version(Release release, Path folder) throws IOException {
        Release.Ready ready = release.ready(folder);
        if (ready.scratch().isEmpty()) {
            return new Version(
                    release.object(), release.version(), ready.file(), Files.size(ready.file()));
        }
        Path file = folder.resolve(release.object() + "-" + release.version());
        Files.move(ready.file(), file, StandardCopyOption.REPLACE_EXISTING);
        return new Version(release.object(), release.version(), file, Files.size(file));
    }
}
