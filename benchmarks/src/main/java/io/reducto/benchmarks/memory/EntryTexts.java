package io.reducto.benchmarks.memory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Entries as tools write them, some 300 bytes each; the same in every run. */
final class EntryTexts {
    private static final long FIRST_SECOND = 1_760_000_000L;
    private static final long SECONDS_APART = 61;
    private static final int TEXT_CHARS = 140;
    private static final List<String> TYPES = List.of("decision", "preference", "fact", "todo");
    private static final List<String> WORDS =
            List.of(
                    ("the build of this module needs a clean folder before tests run and we agreed"
                                    + " to keep names short prefer records over classes ask when a change"
                                    + " touches storage or network measure first then write down what was"
                                    + " found größer naïve schön")
                            .split(" "));

    private EntryTexts() {}

    /**
     * The canonical text of the entry at {@code place}; every revision has another text, and
     * revision 0 was there first.
     */
    static String text(int place, int revision) {
        SplittableRandom random = new SplittableRandom(31L * place + revision);
        String time = Instant.ofEpochSecond(FIRST_SECOND + SECONDS_APART * place).toString();
        return """
        {"id":"mem-%06d","namespace":"team","type":"%s","text":"%s","tags":["%s","%s"],\
        "source":"assistant","timestamp":"%s","confidence":0.%d,"revision":%d}\
        """
                .formatted(
                        place,
                        TYPES.get(place % TYPES.size()),
                        sentence(random),
                        word(random),
                        word(random),
                        time,
                        random.nextInt(1, 10),
                        revision);
    }

    private static String sentence(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < TEXT_CHARS) {
            text.append(word(random)).append(' ');
        }
        return text.append("end").toString();
    }

    private static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** A client's file: an array of {@code count} entries, each in the revision asked for. */
    static byte[] file(int count, IntUnaryOperator revisions) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int place = 0; place < count; place++) {
            String before = place == 0 ? "[\n" : ",\n";
            String entry = text(place, revisions.applyAsInt(place));
            file.writeBytes((before + entry).getBytes(StandardCharsets.UTF_8));
        }
        file.writeBytes("\n]\n".getBytes(StandardCharsets.UTF_8));
        return file.toByteArray();
    }
}
