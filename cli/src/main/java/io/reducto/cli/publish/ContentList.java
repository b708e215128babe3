package io.reducto.cli.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a user's paths stand for: a file is an object of its own name, a folder's files are objects
 * named by their path in it, with {@code /} between, and {@code -} is standard input.
 *
 * <p>Symbolic links, pipes and devices in a folder are left out, and told; named themselves they
 * are read. Nothing is kept but the paths that were given, so that a folder may be of any size.
 */
public final class ContentList {
    private static final String STANDARD_INPUT = "-";

    /** What Java puts for bytes of a file name that the locale's encoding cannot read. */
    private static final char UNREADABLE = '\ufffd';

    private final List<String> paths;
    private final Optional<String> name;

    /** What to do with each content. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void accept(Content content) throws IOException, PublishException, InterruptedException;
    }

    /**
     * Content of paths.
     *
     * @param paths as the user gave them, at least one
     * @param name of the only object, where the user gave one
     * @throws IllegalArgumentException where the two do not fit; the message is for the user
     */
    public ContentList(List<String> paths, Optional<String> name) {
        this.paths = List.copyOf(paths);
        this.name = name;
        if (paths.contains(STANDARD_INPUT) && name.isEmpty()) {
            throw new IllegalArgumentException(
                    "standard input has no name: give one with --object");
        }
        if (name.isPresent() && paths.size() > 1) {
            throw new IllegalArgumentException(
                    "--object names one object, found %d paths".formatted(paths.size()));
        }
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                continue;
            }
            if (!Files.exists(Path.of(path))) {
                throw new IllegalArgumentException("%s is not there".formatted(path));
            }
            if (name.isPresent() && Files.isDirectory(Path.of(path))) {
                throw new IllegalArgumentException(
                        "--object names one object, %s is a folder".formatted(path));
            }
        }
    }

    /**
     * Goes through everything, in the order of the paths, within a folder as it comes.
     *
     * @param leftOut told what is left out
     */
    public void forEach(Action action, Consumer<Path> leftOut)
            throws IOException, PublishException, InterruptedException {
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                action.accept(new Content(name.orElseThrow(), Optional.empty()));
            } else if (Files.isDirectory(Path.of(path))) {
                folder(Path.of(path), action, leftOut);
            } else {
                Path file = Path.of(path);
                String own = String.valueOf(file.toAbsolutePath().normalize().getFileName());
                action.accept(new Content(readable(name.orElse(own), file), Optional.of(file)));
            }
        }
    }

    /** Refuses two paths that would give an object of the same name. */
    public void checkNames() throws IOException, PublishException, InterruptedException {
        if (paths.size() == 1) {
            return;
        }
        Set<String> names = new HashSet<>();
        List<Content> twice = new ArrayList<>();
        forEach(
                content -> {
                    if (!names.add(content.object()) && twice.isEmpty()) {
                        twice.add(content);
                    }
                },
                path -> {});
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s would be a second object '%s'"
                            .formatted(twice.get(0), twice.get(0).object()));
        }
    }

    private static void folder(Path folder, Action action, Consumer<Path> leftOut)
            throws IOException, PublishException, InterruptedException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                if (Files.isSymbolicLink(path)
                        ? !path.equals(folder)
                        : !Files.isDirectory(path) && !Files.isRegularFile(path)) {
                    leftOut.accept(path);
                } else if (Files.isRegularFile(path)) {
                    action.accept(new Content(relative(folder, path), Optional.of(path)));
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String relative(Path folder, Path path) {
        List<String> names = new ArrayList<>();
        folder.relativize(path).forEach(name -> names.add(name.toString()));
        return readable(String.join("/", names), path);
    }

    private static String readable(String object, Path path) {
        if (object.indexOf(UNREADABLE) >= 0) {
            throw new IllegalArgumentException(
                    "the name of %s cannot be read in this locale; LC_ALL=C.UTF-8 may help"
                            .formatted(path));
        }
        return object;
    }
}
