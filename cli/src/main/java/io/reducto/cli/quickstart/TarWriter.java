package io.reducto.cli.quickstart;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a tar archive that depends on nothing but names and content: entries in the order of their
 * names, no times, no owners, of the rights only whether a file may be executed. The same tree
 * gives the same bytes anywhere.
 *
 * <p>Memory: the names of one folder or archive. For one thread.
 */
final class TarWriter implements Closeable {
    private static final int BLOCK_BYTES = 512;
    private static final int FILE_MODE = 0100644;
    private static final int EXECUTABLE_MODE = 0100755;
    private static final int FOLDER_MODE = 040755;
    private static final int LINK_MODE = 0120777;

    private final TarArchiveOutputStream tar;

    /** Writes to {@code out}, which is closed with this. */
    TarWriter(OutputStream out) {
        this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** What is in a folder; links are kept as links, pipes and devices are left out. */
    void addFolder(Path folder) throws IOException {
        for (Path path : inOrder(folder)) {
            String name = name(folder, path);
            if (Files.isSymbolicLink(path)) {
                TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
                link.setLinkName(Files.readSymbolicLink(path).toString());
                begin(link, LINK_MODE, 0);
                tar.closeArchiveEntry();
            } else if (Files.isDirectory(path)) {
                begin(new TarArchiveEntry(name + "/"), FOLDER_MODE, 0);
                tar.closeArchiveEntry();
            } else if (Files.isRegularFile(path)) {
                int mode = Files.isExecutable(path) ? EXECUTABLE_MODE : FILE_MODE;
                begin(new TarArchiveEntry(name), mode, Files.size(path));
                Files.copy(path, tar);
                tar.closeArchiveEntry();
            }
        }
    }

    /** The files of a jar, unpacked, in a folder of the archive. */
    void addJar(String folder, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry file : files(zip).values()) {
                begin(
                        new TarArchiveEntry(folder + "/" + file.getName()),
                        FILE_MODE,
                        file.getSize());
                try (InputStream in = zip.getInputStream(file)) {
                    in.transferTo(tar);
                }
                tar.closeArchiveEntry();
            }
        }
    }

    /** Length of the archive of {@code folder}, but for names that need more than one block. */
    static long lengthOfFolder(Path folder) throws IOException {
        long length = 2 * BLOCK_BYTES;
        for (Path path : inOrder(folder)) {
            boolean hasContent = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            length += BLOCK_BYTES + (hasContent ? padded(Files.size(path)) : 0);
        }
        return length;
    }

    /** What {@link #addJar} adds, but for names that need more than one block. */
    static long lengthOfJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return files(zip).values().stream()
                    .mapToLong(file -> BLOCK_BYTES + padded(file.getSize()))
                    .sum();
        }
    }

    private static long padded(long bytes) {
        return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    private static List<Path> inOrder(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, new FileVisitOption[0])) {
            return walk.filter(path -> !path.equals(folder))
                    .sorted(Comparator.comparing(path -> name(folder, path)))
                    .toList();
        }
    }

    private static SortedMap<String, ZipEntry> files(ZipFile zip) {
        SortedMap<String, ZipEntry> files = new TreeMap<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory()) {
                files.putIfAbsent(entry.getName(), entry);
            }
        }
        return files;
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private void begin(TarArchiveEntry entry, int mode, long size) throws IOException {
        entry.setMode(mode);
        entry.setSize(size);
        entry.setModTime(FileTime.fromMillis(0));
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
