package io.reducto.testkit;

import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one source of randomness of a test: fresh in every run, printed when the test fails, accepted
 * back.
 *
 * <pre>{@code
 * @ExtendWith(Seed.Extension.class)
 * class ChunkerProperties {
 *     @Test
 *     void spansTile(Seed seed) { byte[] data = seed.bytes(1 << 20); … }
 * }
 * }</pre>
 *
 * <p>{@code -Dreducto.seed=<value printed>} repeats a failed run. Not safe for use by several
 * threads.
 */
public final class Seed {
    private static final String PROPERTY = "reducto.seed";

    private final long value;
    private final SplittableRandom random;

    private Seed(long value) {
        this.value = value;
        this.random = new SplittableRandom(value);
    }

    /** A seed of a known value, for generated inputs that must be the same in every run. */
    public static Seed of(long value) {
        return new Seed(value);
    }

    /** The seed given by {@code -Dreducto.seed}, otherwise a fresh one. */
    public static Seed fresh() {
        String given = System.getProperty(PROPERTY);
        return new Seed(given == null ? System.nanoTime() : Long.decode(given));
    }

    /** The generator; draws advance it. */
    public SplittableRandom random() {
        return random;
    }

    /** {@code length} incompressible bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * {@code length} bytes that zstd compresses about threefold: words of a small random
     * vocabulary.
     */
    public byte[] text(int length) {
        byte[][] words = new byte[512][];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(3 + random.nextInt(12));
        }
        byte[] text = new byte[length];
        for (int at = 0; at < length; ) {
            byte[] word = words[random.nextInt(words.length)];
            int part = Math.min(word.length, length - at);
            System.arraycopy(word, 0, text, at, part);
            at += part;
        }
        return text;
    }

    /** A number from {@code low} (inclusive) to {@code high} (exclusive). */
    public int between(int low, int high) {
        return random.nextInt(low, high);
    }

    private byte[] word(int length) {
        byte[] word = new byte[length];
        for (int i = 0; i < length - 1; i++) {
            word[i] = (byte) ('a' + random.nextInt(26));
        }
        word[length - 1] = ' ';
        return word;
    }

    @Override
    public String toString() {
        return "-D" + PROPERTY + "=" + value;
    }

    /**
     * Hands a fresh {@link Seed} to each test method that asks for one and prints it when the test
     * fails.
     */
    public static final class Extension implements ParameterResolver, AfterTestExecutionCallback {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Seed.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Seed.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Seed seed = fresh();
            context.getStore(NAMESPACE).put(PROPERTY, seed.toString());
            return seed;
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            Object seed = context.getStore(NAMESPACE).get(PROPERTY);
            if (seed != null && context.getExecutionException().isPresent()) {
                System.err.println(context.getDisplayName() + " failed; repeat it with " + seed);
            }
        }
    }
}
