package io.reducto.repository.format;

import io.reducto.tier.ObjectName;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Layout of a description, version 1; {@code docs/format/repository.md} is its page.
 *
 * <pre>
 * name := "repository/" generation:6 ".json"
 * file := JSON in UTF-8, the fields of {@link DescriptionWriter} and no others
 * </pre>
 */
public final class DescriptionFormat {
    /** What the field {@code format} says. */
    public static final String FORMAT = "reducto-repository";

    /** What the field {@code version} says. */
    public static final int VERSION = 1;

    /** Upper limit of a description in bytes. */
    public static final int FILE_BYTES_MAX = 4 << 20;

    private static final Pattern NAME =
            Pattern.compile(RepositoryDescription.PREFIX + "(\\d{6})\\.json");

    private DescriptionFormat() {}

    /** The name of the description of that generation. */
    public static ObjectName name(int generation) {
        Rule.range("generation", generation, 1, CommitFormat.GENERATION_MAX);
        return ObjectName.of(
                String.format(
                        Locale.ROOT, "%s%06d.json", RepositoryDescription.PREFIX, generation));
    }

    /** The generation that a name is of; empty for names of other things. */
    public static OptionalInt generation(ObjectName name) {
        Matcher matcher = NAME.matcher(name.value());
        return matcher.matches()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }
}
