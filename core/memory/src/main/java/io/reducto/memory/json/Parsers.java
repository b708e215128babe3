package io.reducto.memory.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Jackson's tokenizer, set so that our own limits decide: lengths are bounded by what is read, and
 * depth far above ours, so that what is too deep can be passed over.
 */
final class Parsers {
    /** A level costs the tokenizer some 70 bytes, whatever the text says. */
    private static final int SKIPPED_DEPTH_MAX = 1_000_000;

    /* Names are not kept in tables between texts: a table can be flooded. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(SKIPPED_DEPTH_MAX)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Parsers() {}

    static JsonParser of(char[] text, int from, int to) {
        try {
            return FACTORY.createParser(text, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonParser of(String canonical) {
        return of(canonical.toCharArray(), 0, canonical.length());
    }

    /** What the tokenizer found, in words that quote nothing. */
    static JsonFault fault(IOException e, int at) {
        if (e instanceof JsonEOFException) {
            return JsonFault.syntax("not JSON: it ends in the middle", at);
        }
        if (e instanceof StreamConstraintsException) {
            return JsonFault.syntax("not JSON that can be read: nested without end", at);
        }
        return JsonFault.syntax("not JSON at character " + at, at);
    }
}
