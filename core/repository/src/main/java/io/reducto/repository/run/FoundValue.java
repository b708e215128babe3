package io.reducto.repository.run;

/** Receives the answers to a look-up of many keys. */
@FunctionalInterface
public interface FoundValue {
    /**
     * Takes the value of a key that was found.
     *
     * @param ordinal of the key among those that were asked for
     * @param value a slice of a page: copy what is to be kept for long
     */
    void accept(int ordinal, Slice value);
}
