package io.reducto.codec;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which implementation of a kernel this JVM uses, and why; decided once. A kernel is an inner loop
 * that exists plain and, where that is faster, with vectors; all pass the same contract test and
 * give the same bytes. Those with vectors are classes {@code Vector*}, compiled apart, with {@code
 * jdk.incubator.vector}, and loaded by name.
 *
 * @param best what was chosen
 * @param selected what to tell people about it
 * @param <T> the interface of the kernel
 */
public record KernelChoice<T>(T best, Selected selected) {
    /**
     * What was chosen, in words.
     *
     * @param kernel such as {@code blake3}
     * @param implementation such as {@code scalar} or {@code vector512}
     * @param reason why it is not the one with vectors; empty where it is
     */
    public record Selected(String kernel, String implementation, String reason) {
        @Override
        public String toString() {
            String choice = kernel + ": " + implementation;
            return reason.isEmpty() ? choice : "%s (%s)".formatted(choice, reason);
        }
    }

    /**
     * Makes an implementation whose class or module may be missing.
     *
     * @param <T> the interface of the kernel
     */
    @FunctionalInterface
    public interface Loader<T> {
        /** A new instance; an exception or linkage error says why there is none. */
        T load() throws ReflectiveOperationException;
    }

    /**
     * The kernel with vectors where it loads and is right, and the scalar one otherwise.
     *
     * @param kernel its name, for people
     * @param vector makes the kernel with vectors; it may refuse the machine
     * @param isRight a test, short, against known bytes or the scalar kernel
     * @param scalar works everywhere
     * @param name of an implementation
     */
    public static <T> KernelChoice<T> of(
            String kernel,
            Loader<? extends T> vector,
            Predicate<T> isRight,
            T scalar,
            Function<T, String> name) {
        String reason;
        try {
            T candidate = vector.load();
            if (isRight.test(candidate)) {
                return new KernelChoice<>(
                        candidate, new Selected(kernel, name.apply(candidate), ""));
            }
            reason = name.apply(candidate) + " failed its self-test";
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            // No module, no such instructions, or a newer JDK with another interface.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            reason = String.valueOf(cause);
        }
        return new KernelChoice<>(scalar, new Selected(kernel, name.apply(scalar), reason));
    }
}
