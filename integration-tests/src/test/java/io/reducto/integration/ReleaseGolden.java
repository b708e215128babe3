package io.reducto.integration;

import io.reducto.architecture.Reactor;
import io.reducto.repository.format.DescriptionReader;
import io.reducto.repository.format.DescriptionWriter;
import io.reducto.repository.format.RepositoryDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What a release left behind, in one archive: a savepoint, the volumes of its repository, the
 * segments that were on the topic, and some that were to come. Written once, by that release.
 *
 * <pre>
 *   savepoint/…  volumes/d1/… to d6/…  before.segments  after.segments
 * </pre>
 *
 * @param release its version
 */
record ReleaseGolden(String release) {
    private static final String SAVEPOINT = "savepoint";
    private static final String VOLUMES = "volumes";

    /** Name of its topics, which its state names. */
    String name() {
        return "release-" + release.replace('.', '-');
    }

    private String archive() {
        return "golden/release/v%s.zip".formatted(release);
    }

    // ── writing, once ────────────────────────────────────────────────────────────────────────────

    /** Keeps everything in {@code folder}; refuses to do so twice. */
    void write(Path folder) throws IOException {
        move(folder.resolve(VOLUMES), Path.of("/srv/golden"));
        Path archive =
                Reactor.root().resolve("integration-tests/src/test/resources").resolve(archive());
        Files.createDirectories(archive.getParent());
        try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                // No time stamps: the archive says nothing but what is in it.
                ZipEntry entry = new ZipEntry(folder.relativize(file).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(archive + " is there: golden files are never written anew", e);
        }
    }

    /** Where a savepoint belongs in the folder that is kept. */
    static Path savepoint(Path folder) {
        return folder.resolve(SAVEPOINT);
    }

    // ── reading ──────────────────────────────────────────────────────────────────────────────────

    /** Lays everything out below {@code folder}; volumes know that they are there now. */
    void unpack(Path folder) throws IOException {
        try (InputStream in = ReleaseGolden.class.getResourceAsStream("/" + archive())) {
            if (in == null) {
                throw new AssertionError("golden file missing on the class path: " + archive());
            }
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        move(folder.resolve(VOLUMES), folder.resolve(VOLUMES));
    }

    /** A description holds the addresses of volumes: in {@code there} they are below {@code to}. */
    private static void move(Path there, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(there)) {
            for (Path file : files.filter(f -> f.endsWith("repository,/000001.json")).toList()) {
                RepositoryDescription description =
                        DescriptionReader.read("golden", 1, Files.readAllBytes(file));
                Files.write(file, DescriptionWriter.write(moved(description, to)));
            }
        }
    }

    private static RepositoryDescription moved(RepositoryDescription there, Path to) {
        List<RepositoryDescription.Volume> here =
                there.volumes().stream()
                        .map(
                                v ->
                                        new RepositoryDescription.Volume(
                                                v.name(),
                                                moved(v.uri(), to),
                                                v.domain(),
                                                v.metadata()))
                        .toList();
        return new RepositoryDescription(
                there.id(),
                there.generations(),
                there.lead(),
                there.chunking(),
                here,
                there.tiers());
    }

    private static URI moved(URI there, Path to) {
        String name = String.valueOf(Path.of(there.getPath()).getFileName());
        String here = to.resolve(name).toUri().toString().replaceFirst("/$", "");
        return URI.create(here + "?" + there.getQuery());
    }
}
