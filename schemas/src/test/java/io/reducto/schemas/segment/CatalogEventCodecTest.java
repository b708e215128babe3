package io.reducto.schemas.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Golden;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogEventCodecTest {
    /** Values whose messages are golden files: never changed. */
    private static final CatalogEvent FROM_TOPIC =
            new CatalogEvent(
                    new CatalogEvent.Commit(
                            "00112233445566778899aabbccddeeff",
                            4_711,
                            1_790_000_000_123L,
                            "fedcba98765432100123456789abcdef",
                            5_000_000_000L),
                    "Sicherungen",
                    "Büro/🎵.tar",
                    "ä",
                    294_912_000,
                    "b3".repeat(32),
                    "5a".repeat(32),
                    Optional.of(new CatalogEvent.LastMessage(3, 300)));

    private static final CatalogEvent OTHERWISE =
            new CatalogEvent(
                    new CatalogEvent.Commit("0".repeat(32), 1, 0, "f".repeat(32), 1),
                    "builds",
                    "tool/linux",
                    "1.2",
                    0,
                    "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
                    "00".repeat(32),
                    Optional.empty());

    @Test
    void goldenMessagesAreReadAndWrittenAgain() throws Exception {
        golden("from-topic", FROM_TOPIC);
        golden("otherwise", OTHERWISE);
    }

    @Test
    void avroReadsWhatWeWriteAndWritesWhatWeRead() throws Exception {
        for (CatalogEvent event : new CatalogEvent[] {FROM_TOPIC, OTHERWISE}) {
            byte[] ours = CatalogEventCodec.encode(event);
            io.reducto.schemas.stream.CatalogEvent theirs =
                    io.reducto.schemas.stream.CatalogEvent.getDecoder().decode(ours);
            assertThat(HexFormat.of().formatHex(theirs.getRepository().bytes()))
                    .isEqualTo(event.commit().repository());
            assertThat(theirs.getCommit()).isEqualTo(event.commit().number());
            assertThat(theirs.getTime()).isEqualTo(event.commit().time());
            assertThat(HexFormat.of().formatHex(theirs.getLineage().bytes()))
                    .isEqualTo(event.commit().lineage());
            assertThat(theirs.getCheckpoint()).isEqualTo(event.commit().checkpoint());
            assertThat(theirs.getDataSet()).isEqualTo(event.dataSet());
            assertThat(theirs.getObject()).isEqualTo(event.object());
            assertThat(theirs.getVersion()).isEqualTo(event.version());
            assertThat(theirs.getLength()).isEqualTo(event.length());
            assertThat(HexFormat.of().formatHex(theirs.getRoot().bytes())).isEqualTo(event.root());
            assertThat(HexFormat.of().formatHex(theirs.getRecipe().bytes()))
                    .isEqualTo(event.recipe());
            assertThat(
                            Optional.ofNullable(theirs.getOrigin())
                                    .map(
                                            last ->
                                                    new CatalogEvent.LastMessage(
                                                            last.getPartition(), last.getOffset())))
                    .isEqualTo(event.origin());
            ByteBuffer again = io.reducto.schemas.stream.CatalogEvent.getEncoder().encode(theirs);
            assertThat(again).isEqualTo(ByteBuffer.wrap(ours));
        }
    }

    @Test
    void keysAreThoseOfSegments() {
        assertThat(CatalogEventCodec.key(OTHERWISE))
                .isEqualTo("builds\0tool/linux".getBytes(StandardCharsets.UTF_8));
    }

    /** Every prefix, and every bit: an answer of our own, never another exception. */
    @Test
    void damagedMessagesAreRefusedOrReadButNeverBreakTheReader() {
        byte[] message = CatalogEventCodec.encode(FROM_TOPIC);
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> CatalogEventCodec.decode(cut))
                    .isInstanceOf(MessageException.class);
        }
        int refused = 0;
        for (int bit = 0; bit < message.length * Byte.SIZE; bit++) {
            byte[] flipped = message.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            try {
                assertThat(CatalogEventCodec.decode(flipped)).isNotEqualTo(FROM_TOPIC);
            } catch (MessageException e) {
                refused++;
                assertThat(e.expected()).isNotBlank();
                assertThat(e.found()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(SingleObject.HEAD_BYTES * Byte.SIZE);
        assertThatThrownBy(
                        () -> CatalogEventCodec.decode(Arrays.copyOf(message, message.length + 1)))
                .hasMessageContaining("the end of the record");
    }

    @Test
    void whatNoCommitCanHaveEnteredIsRefused() {
        CatalogEvent.Commit commit = OTHERWISE.commit();
        String digest = OTHERWISE.root();
        assertThatThrownBy(
                        () ->
                                new CatalogEvent(
                                        commit, "d", "", "v", 0, digest, digest, Optional.empty()))
                .hasMessageContaining("three names");
        assertThatThrownBy(
                        () ->
                                new CatalogEvent(
                                        commit,
                                        "d",
                                        "o",
                                        "v",
                                        -1,
                                        digest,
                                        digest,
                                        Optional.empty()))
                .hasMessageContaining("a length from 0");
        assertThatThrownBy(
                        () ->
                                new CatalogEvent(
                                        commit, "d", "o", "v", 0, "B3", digest, Optional.empty()))
                .hasMessageContaining("root: expected 64 hexadecimal digits, found 'B3'");
        assertThatThrownBy(() -> new CatalogEvent.Commit("0".repeat(32), 0, 0, "f".repeat(32), 1))
                .hasMessageContaining("commit and checkpoint from 1");
        assertThatThrownBy(() -> new CatalogEvent.LastMessage(-1, 0))
                .hasMessageContaining("an offset from 0");
    }

    private static void golden(String name, CatalogEvent event) throws MessageException {
        byte[] golden = Golden.bytes("catalog-event/v1/" + name + ".bin");
        assertThat(CatalogEventCodec.decode(golden)).isEqualTo(event);
        assertThat(CatalogEventCodec.encode(event)).isEqualTo(golden);
    }
}
