package io.reducto.cli;

import io.reducto.codec.DataException;
import io.reducto.repository.Snapshot;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueEntry;
import io.reducto.repository.stripe.StripeException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest version of every object of a data set, into a folder. For one thread. */
final class DataSetRestore {
    private final Snapshot snapshot;
    private final String dataSet;
    private final Output output;
    private long objects;
    private long bytes;
    private long failed;
    private ExitCode worst = ExitCode.OK;

    DataSetRestore(Snapshot snapshot, String dataSet, Output output) {
        this.snapshot = snapshot;
        this.dataSet = dataSet;
        this.output = output;
    }

    /** Bytes of all objects. */
    long length() throws IOException {
        long[] sum = {0};
        forEachLatest(latest -> sum[0] += latest.entry().length());
        return sum[0];
    }

    /** Restores one after the other, whatever becomes of one of them; the exit code tells. */
    int run(FileRestore files, FolderTarget target) throws IOException {
        forEachLatest(latest -> restore(latest, files, target));
        if (objects + failed == 0) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "data set %s has no objects as of commit %d"
                            .formatted(dataSet, snapshot.record().number()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("objects", objects);
        fields.put("bytes", bytes);
        fields.put("failed", failed);
        output.line(
                "%d objects, %d bytes restored; %d failed".formatted(objects, bytes, failed),
                fields);
        return worst.code();
    }

    private interface Visit {
        void visit(Catalogue.Version latest) throws IOException;
    }

    /** Walks versions, which come by object, and keeps the latest one of each. */
    private void forEachLatest(Visit visit) throws IOException {
        Catalogue.Cursor versions = snapshot.catalogue().objects(dataSet);
        Optional<Catalogue.Version> latest = Optional.empty();
        while (versions.next()) {
            Catalogue.Version version = new Catalogue.Version(versions.key(), versions.entry());
            if (latest.isPresent() && !isSameObject(latest.get(), version)) {
                visit.visit(latest.get());
                latest = Optional.empty();
            }
            if (latest.isEmpty()
                    || CatalogueEntry.AGE.compare(latest.get().entry(), version.entry()) < 0) {
                latest = Optional.of(version);
            }
        }
        if (latest.isPresent()) {
            visit.visit(latest.get());
        }
    }

    private static boolean isSameObject(Catalogue.Version one, Catalogue.Version other) {
        return one.key().object().equals(other.key().object());
    }

    private void restore(Catalogue.Version version, FileRestore files, FolderTarget target) {
        String name =
                "%s/%s@%s".formatted(dataSet, version.key().object(), version.key().version());
        try {
            Path file = target.file(version.key().object());
            Recipe recipe = files.restore().recipe(version.entry().recipe());
            int code = files.toFile(recipe, Optional.empty(), file);
            objects++;
            bytes += recipe.length();
            if (code != ExitCode.OK.code() && worst == ExitCode.OK) {
                worst = ExitCode.DECLARED_DIGEST;
            }
            print(recipe, file);
        } catch (StripeException | DataException e) {
            worst = ExitCode.UNREADABLE;
            printFailure(name, e);
        } catch (IOException | InvalidPathException e) {
            worst = worst == ExitCode.UNREADABLE ? worst : ExitCode.FAILED;
            printFailure(name, e);
        }
    }

    private void print(Recipe recipe, Path file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("object", recipe.name().toString());
        fields.put("file", file.toString());
        fields.put("bytes", recipe.length());
        fields.put("blake3", recipe.root().toString());
        output.line("%s: %d bytes in %s".formatted(recipe.name(), recipe.length(), file), fields);
    }

    private void printFailure(String name, Exception failure) {
        failed++;
        output.note("reducto: %s: %s".formatted(name, failure.getMessage()));
        if (output.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("object", name);
            fields.put("error", String.valueOf(failure.getMessage()));
            output.line("", fields);
        }
    }
}
