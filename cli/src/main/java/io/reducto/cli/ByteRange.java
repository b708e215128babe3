package io.reducto.cli;

/**
 * Bytes of an object that a user asked for.
 *
 * @param offset of the first one
 * @param length in bytes
 */
record ByteRange(long offset, long length) {
    static ByteRange parse(String text) {
        if (!text.matches("[0-9]{1,18}:[0-9]{1,18}")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "range '%s': expected OFFSET:LENGTH in bytes".formatted(text));
        }
        int colon = text.indexOf(':');
        return new ByteRange(
                Long.parseLong(text.substring(0, colon)),
                Long.parseLong(text.substring(colon + 1)));
    }
}
