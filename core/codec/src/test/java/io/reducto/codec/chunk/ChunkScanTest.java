package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChunkScanTest {
    private static final String SAVED = "01" + "00040000" + "e4dca5c09ee4a2c4" + "0300000000000000";

    @Test
    void savedFormIsTheDocumentedBytes() {
        ChunkScan scan = new ChunkScan();
        scan.scanned = 1024;
        scan.hash = 0xc4a2e49ec0a5dce4L;
        scan.forcedCuts = 3;
        assertThat(HexFormat.of().formatHex(scan.save())).isEqualTo(SAVED);
        assertThat(new ChunkScan().save()).isEqualTo(with(new byte[21], 0, 1));
    }

    @Test
    void everyTruncationIsDetected() {
        byte[] saved = HexFormat.of().parseHex(SAVED);
        for (int length = 0; length < saved.length; length++) {
            byte[] part = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> ChunkScan.restore(part))
                    .isInstanceOf(DataException.Truncated.class)
                    .hasMessageContaining("found " + length);
        }
    }

    @Test
    void whatBreaksTheGrammarIsRefused() {
        byte[] saved = HexFormat.of().parseHex(SAVED);
        refuse(with(saved, 0, 2), DataException.FormatTooNew.class, "version 2");
        refuse(with(saved, 0, 0), DataException.Malformed.class, "expected version 1");
        refuse(
                with(saved, 4, 0x80),
                DataException.Malformed.class,
                "at offset 1: expected an even");
        refuse(with(saved, 1, 1), DataException.Malformed.class, "found 1025");
        refuse(with(saved, 2, 0), DataException.Malformed.class, "expected hash 0");
        refuse(with(saved, 20, 0x80), DataException.Malformed.class, "at offset 13");
        refuse(Arrays.copyOf(saved, 22), DataException.Malformed.class, "more bytes");
    }

    private static byte[] with(byte[] saved, int at, int value) {
        byte[] changed = saved.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static void refuse(byte[] saved, Class<? extends DataException> as, String words) {
        assertThatThrownBy(() -> ChunkScan.restore(saved))
                .isInstanceOf(as)
                .hasMessageContaining(words);
    }
}
