package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether {@code git maintenance run --auto} would do something: asked without a process, since it
 * nearly never would. It counts as {@code git} does, loose objects in one of 256 folders and packs;
 * where the user has settings of a kind that is not known here, {@code git} is asked each time.
 */
final class Housekeeping {
    private static final int FOLDERS = 256;
    private static final int LOOSE_MAX = 6_700;
    private static final int PACKS_MAX = 50;

    /** {@code git} takes what is in it for a 256th of all. */
    private static final String SAMPLE = "objects/17";

    private static final String PACKS = "objects/pack";

    private final CloneFolder clone;

    Housekeeping(CloneFolder clone) {
        this.clone = clone;
    }

    /** Whether {@code git} is to be asked. */
    boolean isDue() {
        try {
            return clone.hasAny("maintenance.")
                    || isMore(SAMPLE, "", "gc.auto", LOOSE_MAX, FOLDERS)
                    || isMore(PACKS, ".pack", "gc.autopacklimit", PACKS_MAX, 1);
        } catch (IOException | NumberFormatException e) {
            return true;
        }
    }

    /** Whether there are more than a share of what {@code setting} lets be; 0 lets all be. */
    private boolean isMore(String name, String ending, String setting, int usual, int share)
            throws IOException {
        Optional<String> set = clone.get(setting);
        long limit = set.isPresent() ? Long.parseLong(set.get()) : usual;
        Path folder = clone.commonDirectory().resolve(name);
        if (limit <= 0 || !Files.isDirectory(folder)) {
            return false;
        }
        long left = (limit + share - 1) / share;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
            for (Path ignored : files) {
                left--;
            }
        }
        return left < 0;
    }
}
