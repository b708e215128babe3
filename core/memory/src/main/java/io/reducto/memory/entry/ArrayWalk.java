package io.reducto.memory.entry;

import io.reducto.memory.json.JsonFault;
import io.reducto.memory.json.JsonObjectReader;
import io.reducto.memory.json.Utf8Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one array of entries. */
final class ArrayWalk {
    private final String source;
    private final byte[] file;
    private final Utf8Text text;
    private final char[] chars;
    private final int length;
    private final JsonObjectReader reader = new JsonObjectReader();
    private final List<PlacedEntry> entries = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final Margin margin;

    private int damagedTo;

    /* How far places were counted. */
    private int countedChars;
    private int countedBytes;
    private int countedLines = 1;

    ArrayWalk(String source, byte[] file) {
        this.source = source;
        this.file = file;
        this.countedBytes = Lines.textFrom(file);
        this.text = new Utf8Text().fill(file, countedBytes, file.length);
        this.chars = text.chars();
        this.length = text.length();
        this.margin = new Margin(chars, length);
    }

    EntryFile read() {
        int at = skipWhite(0) + 1;
        while (true) {
            at = skipWhite(at);
            if (at == length) {
                noEnd();
                break;
            }
            char c = chars[at];
            if (c == ']') {
                end(skipWhite(at + 1));
                break;
            }
            at = c == ',' ? at + 1 : c == '{' ? entry(at) : other(at);
        }
        return new EntryFile(entries, damages);
    }

    private void end(int at) {
        if (at < length) {
            damage("more behind the array", at, length);
        }
    }

    /** Told even where no byte is left to put aside; but not behind damage that took them all. */
    private void noEnd() {
        if (damagedTo < length) {
            damage("the array has no end", length, length);
        }
    }

    /** Answers where to go on. */
    private int entry(int from) {
        margin.entryAt(from);
        try {
            JsonObjectReader.Found found = reader.readAt(chars, from, length);
            take(from, found);
            return found.end();
        } catch (JsonFault fault) {
            int end = fault.hasEnd() ? fault.end() : margin.next(from, fault.at());
            damage(fault.reason(), from, end);
            return end;
        }
    }

    private void take(int from, JsonObjectReader.Found found) {
        try {
            if (!text.isValid(from, found.end())) {
                throw JsonFault.of("not UTF-8");
            }
            Place place = place(from);
            int bytes = text.byteLength(from, found.end());
            entries.add(new PlacedEntry(place, Entry.of(found.object(), bytes)));
        } catch (JsonFault fault) {
            damage(fault.reason(), from, found.end());
        }
    }

    /** What begins no object. */
    private int other(int from) {
        int end;
        String reason;
        try {
            end = reader.skipAt(chars, from, length);
            reason = "expected an object";
        } catch (JsonFault fault) {
            end = margin.next(from, fault.at());
            reason = fault.reason();
        }
        damage(reason, from, end);
        return end;
    }

    private int skipWhite(int from) {
        int at = from;
        while (at < length && JsonObjectReader.isWhite(chars[at])) {
            at++;
        }
        return at;
    }

    private void damage(String reason, int from, int to) {
        damagedTo = to;
        Place place = place(from);
        int bytes = text.byteLength(from, to);
        damages.add(
                new Damage(
                        place,
                        reason,
                        Arrays.copyOfRange(file, place.offset(), place.offset() + bytes)));
    }

    /** Places are asked for from front to back, so each character is counted once. */
    private Place place(int at) {
        countedBytes += text.byteLength(countedChars, at);
        for (int i = countedChars; i < at; i++) {
            if (chars[i] == '\n') {
                countedLines++;
            }
        }
        countedChars = at;
        return new Place(source, countedBytes, countedLines);
    }
}
