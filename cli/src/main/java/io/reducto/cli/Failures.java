package io.reducto.cli;

import io.reducto.codec.DataException;
import io.reducto.memory.sync.MemoryException;
import io.reducto.repository.stripe.StripeException;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import picocli.CommandLine;

/** From exceptions to one line and an exit code. A stack trace is for bugs only. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        ExitCode code = code(failure);
        command.getErr().println("reducto: " + failure.getMessage());
        return code.code();
    }

    private static ExitCode code(Exception failure) throws Exception {
        if (failure instanceof CommandFailure known) {
            return known.code();
        }
        if (failure instanceof StripeException || failure instanceof DataException) {
            return ExitCode.UNREADABLE;
        }
        if (failure instanceof MemoryException memory) {
            return code(memory.kind());
        }
        if (failure instanceof ObjectStoreException) {
            return ExitCode.UNAVAILABLE;
        }
        if (failure instanceof IllegalArgumentException) {
            return ExitCode.NOT_FOUND;
        }
        if (failure instanceof IOException) {
            return ExitCode.FAILED;
        }
        throw failure;
    }

    private static ExitCode code(MemoryException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> ExitCode.NOT_FOUND;
            case UNREACHABLE -> ExitCode.UNAVAILABLE;
            case NOT_SET_UP, BUSY, REFUSED, TOO_NEW, FAILED -> ExitCode.FAILED;
        };
    }
}
