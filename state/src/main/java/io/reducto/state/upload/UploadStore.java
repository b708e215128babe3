package io.reducto.state.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * The state of the version under whose key the caller stands; {@code protocol} 6.2. Names of states
 * are part of savepoints: {@code upload, tail, chunks, pages, standing}.
 *
 * <p>What grows is appended, never rewritten: a segment writes its own bytes at most once, however
 * small segments are. For the task's thread.
 */
public final class UploadStore {
    private final ValueState<OpenUpload> upload;
    private final ListState<byte[]> tail;
    private final ListState<byte[]> chunks;
    private final ListState<byte[]> pages;
    private final ValueState<StandingVersion> standing;

    /** The states of an operator whose key is a version. */
    public UploadStore(RuntimeContext context) {
        upload =
                context.getState(
                        new ValueStateDescriptor<>("upload", OpenUploadSerializer.INSTANCE));
        tail = context.getListState(pieces("tail"));
        chunks = context.getListState(pieces("chunks"));
        pages = context.getListState(pieces("pages"));
        standing =
                context.getState(
                        new ValueStateDescriptor<>("standing", StandingVersionSerializer.INSTANCE));
    }

    private static ListStateDescriptor<byte[]> pieces(String name) {
        return new ListStateDescriptor<>(
                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** The open upload, if there is one. A change is kept when it is {@link #save}d. */
    public @Nullable OpenUpload upload() throws IOException {
        return upload.value();
    }

    /** Keeps an upload, in place of what was there. */
    public void save(OpenUpload open) throws IOException {
        upload.update(open);
    }

    /** Forgets the open upload and all that grew with it. */
    public void drop() {
        upload.clear();
        tail.clear();
        chunks.clear();
        pages.clear();
    }

    /** The marker of a version that has been completed. */
    public @Nullable StandingVersion standing() throws IOException {
        return standing.value();
    }

    /** The version stands from now on. */
    public void stand(StandingVersion version) throws IOException {
        standing.update(version);
    }

    /** The unfinished chunk, which is {@code length} bytes long. */
    public byte[] readTail(int length) throws Exception {
        byte[] bytes = new byte[length];
        int read = 0;
        for (byte[] piece : pieces(tail)) {
            System.arraycopy(piece, 0, bytes, read, piece.length);
            read += piece.length;
        }
        return bytes;
    }

    /** Appends to the unfinished chunk; the bytes are copied. */
    public void appendTail(byte[] bytes, int offset, int length) throws Exception {
        if (length > 0) {
            tail.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /** Replaces the unfinished chunk; the bytes are copied. */
    public void replaceTail(byte[] bytes, int offset, int length) throws Exception {
        if (length == 0) {
            tail.clear();
        } else {
            tail.update(List.of(Arrays.copyOfRange(bytes, offset, offset + length)));
        }
    }

    /** Appends references to chunks to the open page of the recipe. */
    public void appendChunks(byte[] references) throws Exception {
        chunks.add(references);
    }

    /** What was appended to the open page, which is empty afterwards. */
    public byte[] takeChunks() throws Exception {
        byte[] all = concatenate(pieces(chunks));
        chunks.clear();
        return all;
    }

    /** Appends a reference to a full page. */
    public void appendPage(byte[] reference) throws Exception {
        pages.add(reference);
    }

    /** References to all full pages. */
    public byte[] pages() throws Exception {
        return concatenate(pieces(pages));
    }

    // A list state that is empty may answer null.
    private static Iterable<byte[]> pieces(ListState<byte[]> state) throws Exception {
        Iterable<byte[]> pieces = state.get();
        return pieces == null ? List.of() : pieces;
    }

    private static byte[] concatenate(Iterable<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
