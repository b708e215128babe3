package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.repository.format.Digest;
import io.reducto.repository.recipe.ObjectVersion;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.TopicOrigin;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.UploadId;
import io.reducto.state.upload.OpenUpload;
import io.reducto.state.upload.UploadStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recipe of the upload that a segment belongs to: references to its chunks wait here during a
 * call, in the store between two, and leave as pages when {@value RecipePage#CHUNKS_MAX} are
 * together. For the task's thread.
 *
 * <pre>
 * chunk reference := id [32], length i32
 * page reference  := id [32], chunks i32, length i64
 * </pre>
 */
final class RecipeKeeper {
    private static final int CHUNK_REFERENCE_BYTES = ChunkId.BYTES + Integer.BYTES;
    private static final int PAGE_REFERENCE_BYTES = ChunkId.BYTES + Integer.BYTES + Long.BYTES;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final byte[] reference = new byte[CHUNK_REFERENCE_BYTES];

    /** Whether the open page takes no more: {@link #takePage} first. */
    boolean isFull(OpenUpload upload) {
        return upload.pageChunks == RecipePage.CHUNKS_MAX;
    }

    /** Adds a chunk to the open page. */
    void add(OpenUpload upload, ChunkId id, int length) {
        id.write(reference, 0);
        ByteBuffer.wrap(reference).putInt(ChunkId.BYTES, length);
        pending.write(reference, 0, reference.length);
        upload.pageChunks++;
        upload.pageLength += length;
    }

    /** Keeps what was added in this call. */
    void flush(UploadStore store) throws Exception {
        if (pending.size() > 0) {
            store.appendChunks(pending.toByteArray());
            pending.reset();
        }
    }

    /** Forgets what was added in this call. */
    void reset() {
        pending.reset();
    }

    /** The open page, which is empty afterwards. */
    RecipePage takePage(OpenUpload upload, UploadStore store) throws Exception {
        byte[] earlier = store.takeChunks();
        ByteBuffer all =
                ByteBuffer.allocate(earlier.length + pending.size())
                        .put(earlier)
                        .put(pending.toByteArray())
                        .flip();
        pending.reset();
        int count = all.remaining() / CHUNK_REFERENCE_BYTES;
        byte[] ids = new byte[count * ChunkId.BYTES];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            all.get(ids, i * ChunkId.BYTES, ChunkId.BYTES);
            lengths[i] = all.getInt();
        }
        upload.pageChunks = 0;
        upload.pageLength = 0;
        return new RecipePage(ids, lengths);
    }

    /** Notes that {@code page} has left under {@code id}. */
    void addPage(OpenUpload upload, UploadStore store, ChunkId id, RecipePage page)
            throws Exception {
        byte[] bytes = new byte[PAGE_REFERENCE_BYTES];
        id.write(bytes, 0);
        ByteBuffer.wrap(bytes)
                .putInt(ChunkId.BYTES, page.count())
                .putLong(ChunkId.BYTES + Integer.BYTES, page.length());
        store.appendPage(bytes);
        upload.pages++;
    }

    /** The recipe of an upload that has ended; {@code inline} is its only page, if it has one. */
    static Recipe recipe(Finished object, List<PageReference> pages, Optional<RecipePage> inline) {
        OpenUpload upload = object.upload();
        UploadId name = object.name();
        Position first = upload.first;
        return new Recipe(
                new ObjectVersion(name.dataSet(), name.object(), name.version()),
                upload.upload,
                Optional.of(
                        new TopicOrigin(
                                first.topic(),
                                first.partition(),
                                first.offset(),
                                upload.last.offset())),
                object.chunking(),
                upload.length,
                Digest.read(object.root().toBytes(), 0),
                upload.declared.sha256().map(sha -> Digest.read(sha, 0)),
                pages,
                inline);
    }

    /** An upload that has ended, what it is called and what it is. */
    record Finished(OpenUpload upload, UploadId name, String chunking, ChunkId root) {}

    /** References to the pages that have left, in order. */
    static List<PageReference> pages(UploadStore store) throws Exception {
        ByteBuffer all = ByteBuffer.wrap(store.pages());
        List<PageReference> pages = new ArrayList<>();
        byte[] id = new byte[ChunkId.BYTES];
        while (all.hasRemaining()) {
            all.get(id);
            pages.add(new PageReference(ChunkId.read(id, 0), all.getInt(), all.getLong()));
        }
        return pages;
    }
}
