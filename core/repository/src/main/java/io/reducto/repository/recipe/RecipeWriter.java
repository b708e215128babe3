package io.reducto.repository.recipe;

import io.reducto.codec.LittleEndian;
import io.reducto.schemas.repository.PageReference;
import io.reducto.schemas.repository.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes recipes and pages as the bytes of pack entries. The twin of {@link RecipeReader}.
 * Stateless; deterministic.
 */
public final class RecipeWriter {
    private RecipeWriter() {}

    /** The bytes of an entry of kind {@code KIND_RECIPE}. */
    public static byte[] write(Recipe recipe) {
        return encode(RecipeFormat.RECIPE, toAvro(recipe));
    }

    /** The bytes of an entry of kind {@code KIND_RECIPE_PAGE}. */
    public static byte[] write(RecipePage page) {
        return encode(RecipeFormat.PAGE, toAvro(page));
    }

    private static io.reducto.schemas.repository.Recipe toAvro(Recipe recipe) {
        List<PageReference> pages =
                recipe.pages().stream()
                        .map(
                                page ->
                                        new PageReference(
                                                digest(page.id().toBytes()),
                                                page.chunks(),
                                                page.length()))
                        .toList();
        return io.reducto.schemas.repository.Recipe.newBuilder()
                .setDataSet(recipe.name().dataSet())
                .setObject(recipe.name().object())
                .setVersion(recipe.name().version())
                .setUploadId(recipe.uploadId())
                .setOrigin(recipe.origin().map(RecipeWriter::toAvro).orElse(null))
                .setChunking(recipe.chunking())
                .setLength(recipe.length())
                .setRoot(digest(recipe.root().toBytes()))
                .setSha256(recipe.sha256().map(sha -> new Sha256(sha.toBytes())).orElse(null))
                .setPages(pages)
                .setInline(recipe.inline().map(RecipeWriter::toAvro).orElse(null))
                .build();
    }

    private static io.reducto.schemas.repository.TopicOrigin toAvro(TopicOrigin origin) {
        return new io.reducto.schemas.repository.TopicOrigin(
                origin.topic(), origin.partition(), origin.firstOffset(), origin.lastOffset());
    }

    private static io.reducto.schemas.repository.RecipePage toAvro(RecipePage page) {
        return new io.reducto.schemas.repository.RecipePage(
                ByteBuffer.wrap(page.ids()), Arrays.stream(page.lengths()).boxed().toList());
    }

    private static io.reducto.schemas.repository.Digest digest(byte[] bytes) {
        return new io.reducto.schemas.repository.Digest(bytes);
    }

    private static <T> byte[] encode(Schema schema, T record) {
        byte[] header = new byte[RecipeFormat.HEADER_BYTES];
        header[0] = RecipeFormat.MARK_0;
        header[1] = RecipeFormat.MARK_1;
        LittleEndian.putI64(header, 2, RecipeFormat.fingerprint(schema));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<T>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return out.toByteArray();
    }
}
