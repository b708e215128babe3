package io.reducto.repository.recipe;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.repository.format.BoundedDecoder;
import io.reducto.repository.format.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads recipes and pages from the bytes of pack entries; {@link DataException} on what is wrong.
 * Stateless.
 */
public final class RecipeReader {
    private RecipeReader() {}

    /**
     * The recipe in an entry of kind {@code KIND_RECIPE}; {@code what} names the entry in errors.
     */
    public static Recipe readRecipe(String what, byte[] entry) {
        return read(
                what,
                entry,
                RecipeFormat.RECIPE,
                (io.reducto.schemas.repository.Recipe recipe) -> fromAvro(recipe));
    }

    /**
     * The page in an entry of kind {@code KIND_RECIPE_PAGE}; {@code what} names the entry in
     * errors.
     */
    public static RecipePage readPage(String what, byte[] entry) {
        return read(
                what,
                entry,
                RecipeFormat.PAGE,
                (io.reducto.schemas.repository.RecipePage page) -> fromAvro(page));
    }

    private interface Conversion<A, T> {
        T apply(A record);
    }

    private static <A, T> T read(
            String what, byte[] entry, Schema schema, Conversion<A, T> conversion) {
        checkHeader(what, entry, schema);
        BoundedDecoder decoder =
                new BoundedDecoder(
                        entry, RecipeFormat.HEADER_BYTES, entry.length - RecipeFormat.HEADER_BYTES);
        try {
            A record = new SpecificDatumReader<A>(schema).read(null, decoder);
            if (!decoder.isAtEnd()) {
                throw new IOException("expected the end of the record, found more bytes");
            }
            return conversion.apply(record);
        } catch (IOException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw decoder.refused(what, schema.getName() + ": ", e);
        }
    }

    private static void checkHeader(String what, byte[] entry, Schema schema) {
        if (entry.length < RecipeFormat.HEADER_BYTES) {
            throw new DataException.Truncated(what, RecipeFormat.HEADER_BYTES, entry.length);
        }
        if (entry[0] != RecipeFormat.MARK_0 || entry[1] != RecipeFormat.MARK_1) {
            throw new DataException.WrongFormat(
                    what,
                    "Avro single-object encoding, c3 01",
                    "%02x %02x".formatted(entry[0], entry[1]));
        }
        long expected = RecipeFormat.fingerprint(schema);
        long found = LittleEndian.i64(entry, 2);
        if (found != expected) {
            throw new DataException.FormatTooNew(
                    what,
                    "schema %s with fingerprint %016x".formatted(schema.getName(), expected),
                    "%016x".formatted(found));
        }
    }

    private static Recipe fromAvro(io.reducto.schemas.repository.Recipe recipe) {
        List<PageReference> pages =
                recipe.getPages().stream()
                        .map(
                                page ->
                                        new PageReference(
                                                ChunkId.read(page.getId().bytes(), 0),
                                                page.getChunks(),
                                                page.getLength()))
                        .toList();
        return new Recipe(
                new ObjectVersion(recipe.getDataSet(), recipe.getObject(), recipe.getVersion()),
                recipe.getUploadId(),
                Optional.ofNullable(recipe.getOrigin()).map(RecipeReader::fromAvro),
                recipe.getChunking(),
                recipe.getLength(),
                Digest.read(recipe.getRoot().bytes(), 0),
                Optional.ofNullable(recipe.getSha256()).map(sha -> Digest.read(sha.bytes(), 0)),
                pages,
                Optional.ofNullable(recipe.getInline()).map(RecipeReader::fromAvro));
    }

    private static TopicOrigin fromAvro(io.reducto.schemas.repository.TopicOrigin origin) {
        return new TopicOrigin(
                origin.getTopic(),
                origin.getPartition(),
                origin.getFirstOffset(),
                origin.getLastOffset());
    }

    private static RecipePage fromAvro(io.reducto.schemas.repository.RecipePage page) {
        ByteBuffer ids = page.getIds();
        byte[] bytes = new byte[ids.remaining()];
        ids.get(ids.position(), bytes);
        return new RecipePage(
                bytes, page.getLengths().stream().mapToInt(Integer::intValue).toArray());
    }
}
