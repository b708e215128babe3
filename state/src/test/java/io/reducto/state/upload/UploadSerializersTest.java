package io.reducto.state.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class UploadSerializersTest {
    @Test
    void anUploadIsSavedAsItAlwaysWas() throws IOException {
        byte[] saved = write(OpenUploadSerializer.INSTANCE, upload());
        assertThat(HexFormat.of().formatHex(saved)).isEqualTo(golden("upload.hex"));
        byte[] again =
                write(OpenUploadSerializer.INSTANCE, read(OpenUploadSerializer.INSTANCE, saved));
        assertThat(again).isEqualTo(saved);
    }

    @Test
    void aCopyLivesItsOwnLife() throws IOException {
        OpenUpload upload = upload();
        byte[] before = write(OpenUploadSerializer.INSTANCE, upload);
        OpenUpload copy = OpenUploadSerializer.INSTANCE.copy(upload);
        copy.digest.update(new byte[1], 0, 1);
        copy.nextOrdinal++;
        assertThat(write(OpenUploadSerializer.INSTANCE, upload)).isEqualTo(before);
    }

    @Test
    void aMarkerIsSavedAsItAlwaysWas() throws IOException {
        StandingVersion marker = new StandingVersion(ChunkId.of(1, 2, 3, 4), 1L << 40, "upload-1");
        byte[] saved = write(StandingVersionSerializer.INSTANCE, marker);
        assertThat(HexFormat.of().formatHex(saved)).isEqualTo(golden("marker.hex"));
        assertThat(read(StandingVersionSerializer.INSTANCE, saved)).isEqualTo(marker);
    }

    @Test
    void newerFormsAndTruncatedOnesAreRefused() throws IOException {
        byte[] upload = write(OpenUploadSerializer.INSTANCE, upload());
        for (int length = 0; length < upload.length; length++) {
            byte[] cut = Arrays.copyOf(upload, length);
            assertThatThrownBy(() -> read(OpenUploadSerializer.INSTANCE, cut))
                    .isInstanceOfAny(EOFException.class, DataException.class);
        }
        upload[0] = 2;
        assertThatThrownBy(() -> read(OpenUploadSerializer.INSTANCE, upload))
                .isInstanceOf(DataException.FormatTooNew.class);
        assertThatThrownBy(() -> read(StandingVersionSerializer.INSTANCE, new byte[] {2}))
                .isInstanceOf(DataException.FormatTooNew.class);
    }

    private static OpenUpload upload() {
        byte[] content = Seed.of(7).bytes(3_000);
        Segment segment =
                new Segment(
                        new UploadId("builds", "tool", "1.2", "upload-1"),
                        0,
                        false,
                        Declaration.NONE,
                        content);
        OpenUpload upload =
                new OpenUpload(new Received(segment, new Position("segments", 3, 17, 1_000)), 5);
        upload.digest.update(content, 0, content.length);
        scan(upload.scan, content);
        upload.declared =
                new Declaration(
                        OptionalLong.of(4_000),
                        Optional.of(Seed.of(8).bytes(32)),
                        Optional.of(Seed.of(9).bytes(32)));
        upload.last = new Position("segments", 3, 19, 2_000);
        upload.nextOrdinal = 2;
        upload.length = content.length;
        upload.tailBytes = content.length;
        upload.pageChunks = 4;
        upload.pageLength = 70_000;
        upload.pages = 1;
        upload.lastSeen = 3_000;
        upload.timer = 86_401_000;
        return upload;
    }

    private static void scan(ChunkScan scan, byte[] content) {
        Chunker chunker = Chunker.of(ChunkingSpec.parse("fastcdc2020-v1:2k/4k/8k:n2"));
        assertThat(chunker.next(scan, content, 0, content.length)).isEqualTo(Chunker.NEED_MORE);
    }

    private static String golden(String name) {
        return String.join("", Golden.lines("ingest-state/v1/" + name));
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
