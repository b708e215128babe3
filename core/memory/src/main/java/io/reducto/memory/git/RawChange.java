package io.reducto.memory.git;

import java.util.ArrayList;
import java.util.List;

/**
 * A file that differs between two sides, as {@code --raw -z} lists it; an absent one has the mode
 * {@value #ABSENT}.
 */
record RawChange(String path, Side old, Side now) {
    static final String ABSENT = "000000";

    /** One side of a change. The name is all zeros where it is not known. */
    record Side(String mode, ObjectId blob) {
        boolean isAbsent() {
            return mode.equals(ABSENT);
        }
    }

    /** What {@code command}, told {@code --raw -z --no-renames --no-abbrev}, lists. */
    static List<RawChange> list(Git git, GitCommand command) throws GitException {
        List<String> parts = git.run(command).parts();
        List<RawChange> changes = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            String[] fields = parts.get(i).substring(1).split(" ", -1);
            changes.add(
                    new RawChange(
                            parts.get(i + 1),
                            new Side(fields[0], new ObjectId(fields[2])),
                            new Side(fields[1], new ObjectId(fields[3]))));
        }
        return changes;
    }

    /** The line of {@code update-index -z --index-info} that gives the index {@code side}. */
    String indexLine(Side side) {
        return side.mode + " " + side.blob + "\t" + path + "\0";
    }
}
