package io.reducto.memory.entry;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads files that a user's tools wrote: an array of entries, as clients keep it, or an entry on
 * each line. Nothing that is in a file makes it fail, and nothing is left out: what is not an entry
 * is a {@link Damage}.
 *
 * <p>Lines may end in {@code \r\n}, and a mark of the byte order may stand at the beginning. In an
 * array, commas are not counted; behind text that is no JSON, reading goes on at the next line that
 * begins an object as far to the right as the first entry does.
 */
public final class EntryReader {
    /** The largest file, in bytes. */
    public static final int FILE_BYTES_MAX = 1 << 30;

    private EntryReader() {}

    /**
     * What {@code file} holds. It is an array if its first character that is not white is a
     * bracket.
     *
     * @param source what is read, for places
     */
    public static EntryFile read(String source, byte[] file) {
        Optional<Damage> tooLong = tooLong(source, file);
        if (tooLong.isPresent()) {
            return new EntryFile(List.of(), List.of(tooLong.get()));
        }
        return isArray(file) ? new ArrayWalk(source, file).read() : lines(source, file);
    }

    /** The whole file as damage, where it is too long to be read. */
    public static Optional<Damage> tooLong(String source, byte[] file) {
        if (file.length <= FILE_BYTES_MAX) {
            return Optional.empty();
        }
        String reason = "a file of %d bytes, at most %d".formatted(file.length, FILE_BYTES_MAX);
        return Optional.of(new Damage(new Place(source, 0, 1), reason, file));
    }

    private static boolean isArray(byte[] file) {
        int at = Lines.textFrom(file);
        while (at < file.length && Lines.isWhite(file[at])) {
            at++;
        }
        return at < file.length && file[at] == '[';
    }

    private static EntryFile lines(String source, byte[] file) {
        List<PlacedEntry> entries = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        JsonObjectReader reader = new JsonObjectReader();
        for (Lines.Line line : new Lines(source, file)) {
            try {
                entries.add(new PlacedEntry(line.place(), entry(reader, line)));
            } catch (JsonFault fault) {
                damages.add(line.damage(fault.reason()));
            }
        }
        return new EntryFile(entries, damages);
    }

    private static Entry entry(JsonObjectReader reader, Lines.Line line) throws JsonFault {
        return Entry.of(reader.read(line.file(), line.from(), line.to()), line.length());
    }
}
