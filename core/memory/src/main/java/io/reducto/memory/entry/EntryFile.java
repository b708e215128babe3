package io.reducto.memory.entry;

import java.util.List;

/**
 * What a file that a user's tools wrote holds: together all of its bytes but white space, commas
 * and brackets around entries.
 *
 * @param entries in the order of the file
 * @param damages in the order of the file
 */
public record EntryFile(List<PlacedEntry> entries, List<Damage> damages) {
    /** Keeps its own lists. */
    public EntryFile {
        entries = List.copyOf(entries);
        damages = List.copyOf(damages);
    }
}
