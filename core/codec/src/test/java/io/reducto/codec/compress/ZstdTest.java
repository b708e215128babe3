package io.reducto.codec.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class ZstdTest {
    private static final byte[] NONE = new byte[0];

    @Test
    void everyLevelAndProfileGivesTheBytesBack(Seed seed) {
        byte[] raw = seed.text(100_000);
        for (int level = 1; level <= 22; level++) {
            assertThat(
                            decompress(
                                    compress(CompressionProfile.ofLevel(level), raw, NONE),
                                    raw.length,
                                    NONE))
                    .isEqualTo(raw);
        }
        for (CompressionProfile profile :
                List.of(
                        CompressionProfile.FAST,
                        CompressionProfile.BALANCED,
                        CompressionProfile.ARCHIVE)) {
            byte[] frame = compress(profile, raw, NONE);
            assertThat(frame.length).isLessThan(raw.length / 2);
            assertThat(decompress(frame, raw.length, NONE)).isEqualTo(raw);
        }
    }

    @Test
    void awkwardLengthsWork(Seed seed) {
        for (int length : new int[] {0, 1, 2, 127, 128, 65_535, 65_536, 1 << 20}) {
            byte[] raw = seed.bytes(length);
            assertThat(decompress(compress(CompressionProfile.FAST, raw, NONE), length, NONE))
                    .isEqualTo(raw);
        }
    }

    @Test
    void profilesAreNamed() {
        assertThat(CompressionProfile.parse("fast")).isEqualTo(CompressionProfile.FAST);
        assertThat(CompressionProfile.parse("balanced").level()).isEqualTo(3);
        assertThat(CompressionProfile.parse("archive").isLongDistance()).isTrue();
        assertThat(CompressionProfile.parse("22").level()).isEqualTo(22);
        for (String wrong : List.of("0", "23", "best", "-1", "")) {
            assertThatThrownBy(() -> CompressionProfile.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("22");
        }
    }

    @Test
    void aPrefixIsRawContentWhateverItBeginsWith(Seed seed) {
        byte[] prefix = seed.bytes(30_000);
        byte[] dictionaryMagic = {0x37, (byte) 0xa4, 0x30, (byte) 0xec};
        System.arraycopy(dictionaryMagic, 0, prefix, 0, 4);
        byte[] raw = Arrays.copyOf(prefix, prefix.length + 100);

        byte[] frame = compress(CompressionProfile.BALANCED, raw, prefix);

        assertThat(frame.length).isLessThan(400);
        assertThat(decompress(frame, raw.length, prefix)).isEqualTo(raw);
    }

    @Test
    void aPrefixIsForgotten(Seed seed) {
        byte[] prefix = seed.bytes(10_000);
        try (ZstdDecompressor decompressor = new ZstdDecompressor();
                ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.FAST)) {
            compressor.prefix(prefix);
            byte[] with = compress(compressor, prefix);
            compressor.noPrefix();
            byte[] without = compress(compressor, prefix);
            assertThat(with.length).isLessThan(200);
            assertThat(without.length).isGreaterThan(prefix.length);

            byte[] out = new byte[prefix.length];
            decompressor.prefix(prefix);
            decompressor.decompress(frame(with), out, out.length);
            assertThat(out).isEqualTo(prefix);
            decompressor.prefix(NONE);
            decompressor.decompress(frame(without), out, out.length);
            assertThat(out).isEqualTo(prefix);
            assertThatThrownBy(() -> decompressor.decompress(frame(with), out, out.length))
                    .isInstanceOf(DataException.Malformed.class);
        }
    }

    @Test
    void brokenFramesAreMalformedAndNothingElseIsWritten(Seed seed) {
        byte[] raw = seed.text(5_000);
        byte[] frame = compress(CompressionProfile.BALANCED, raw, NONE);
        byte[] out = new byte[raw.length + 64];
        try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
            for (int i = 0; i < 3_000; i++) {
                byte[] broken = frame.clone();
                broken[seed.between(0, frame.length)] ^= (byte) seed.between(1, 256);
                try {
                    decompressor.decompress(frame(broken), out, raw.length);
                } catch (DataException.Malformed e) {
                    assertThat(e).hasMessageContaining("frame of 5000 raw bytes");
                }
                assertThat(Arrays.copyOfRange(out, raw.length, out.length)).containsOnly(0);
            }
            for (int wrong : new int[] {0, 1, raw.length - 1, raw.length + 1}) {
                assertThatThrownBy(() -> decompressor.decompress(frame(frame), out, wrong))
                        .isInstanceOf(DataException.Malformed.class);
            }
        }
    }

    @Test
    @RequiresTool("zstd")
    void theStockProgramReadsOurFrames(Seed seed, @TempDir Path folder)
            throws IOException, InterruptedException {
        for (int level : new int[] {1, 3, 19, 22}) {
            byte[] raw = seed.text(300_000);
            Path file = folder.resolve("frame." + level + ".zst");
            Files.write(file, compress(CompressionProfile.ofLevel(level), raw, NONE));
            Process zstd =
                    new ProcessBuilder("zstd", "-q", "-d", "-c", file.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            assertThat(zstd.getInputStream().readAllBytes()).isEqualTo(raw);
            assertThat(zstd.waitFor()).isZero();
        }
    }

    private static byte[] compress(CompressionProfile profile, byte[] raw, byte[] prefix) {
        try (ZstdCompressor compressor = new ZstdCompressor(profile)) {
            compressor.prefix(prefix);
            return compress(compressor, raw);
        }
    }

    private static byte[] compress(ZstdCompressor compressor, byte[] raw) {
        byte[] out = new byte[ZstdCompressor.bound(raw.length)];
        return Arrays.copyOf(out, compressor.compress(raw, 0, raw.length, out, 0));
    }

    private static byte[] decompress(byte[] frame, int length, byte[] prefix) {
        byte[] out = new byte[length];
        try (ZstdDecompressor decompressor = new ZstdDecompressor()) {
            decompressor.prefix(prefix);
            decompressor.decompress(frame(frame), out, length);
        }
        return out;
    }

    private static ZstdDecompressor.Frame frame(byte[] bytes) {
        return new ZstdDecompressor.Frame("test", 0, bytes, 0, bytes.length);
    }
}
