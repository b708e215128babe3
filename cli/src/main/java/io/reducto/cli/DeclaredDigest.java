package io.reducto.cli;

import io.reducto.repository.recipe.Recipe;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes an object on and computes its SHA-256 where its publisher declared one. */
final class DeclaredDigest extends FilterOutputStream {
    private final Recipe recipe;
    private final MessageDigest sha256;

    DeclaredDigest(Recipe recipe, OutputStream out) {
        super(out);
        this.recipe = recipe;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (recipe.sha256().isPresent()) {
            sha256.update(bytes, offset, length);
        }
        out.write(bytes, offset, length);
    }

    /**
     * Compares; the object itself has been checked by BLAKE3, so a difference is the declaration's.
     */
    int check(Output output) {
        if (recipe.sha256().isEmpty()) {
            return ExitCode.OK.code();
        }
        String found = HexFormat.of().formatHex(sha256.digest());
        if (found.equals(recipe.sha256().get().toString())) {
            return ExitCode.OK.code();
        }
        output.note(
                "reducto: %s: its publisher declared SHA-256 %s, found %s; the bytes are those that were stored (BLAKE3 %s)"
                        .formatted(recipe.name(), recipe.sha256().get(), found, recipe.root()));
        return ExitCode.DECLARED_DIGEST.code();
    }
}
