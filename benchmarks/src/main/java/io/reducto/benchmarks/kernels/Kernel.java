package io.reducto.benchmarks.kernels;

import io.reducto.benchmarks.kernels.Contender.Role;
import io.reducto.codec.chunk.ChunkingPolicy;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be measured, each with all that it is compared with. */
enum Kernel {
    BLAKE3 {
        @Override
        List<Contender> contenders() {
            return Stream.concat(
                            digests("1 MiB", Blake3Benchmark.class, Blake3Benchmark.INPUT_BYTES),
                            digests(
                                    "8 to 32 KiB each",
                                    Blake3BatchBenchmark.class,
                                    Blake3BatchBenchmark.INPUT_BYTES))
                    .toList();
        }
    },

    FASTCDC {
        @Override
        List<Contender> contenders() {
            String input = "64 MiB, " + FastCdcBenchmark.SPEC;
            Meter ours =
                    new JmhMeter(FastCdcBenchmark.class, "reducto", FastCdcBenchmark.INPUT_BYTES);
            return List.of(
                    new Contender(input, SCALAR_JAVA, Role.REDUCTO, ours),
                    new Contender(
                            input,
                            NATIVE_FASTCDC,
                            Role.NATIVE,
                            new NativeFastCdc(FastCdcBenchmark.SPEC)));
        }
    },

    FASTCDC_CURVE {
        @Override
        List<Contender> contenders() {
            List<Contender> all = new ArrayList<>();
            for (String method : List.of("cut", "cutAndHash")) {
                for (int mebibytes : new int[] {1, 8, 64, 512, 4096}) {
                    all.add(point(method, mebibytes, 16));
                }
                for (int average : new int[] {4, 8, 32, 64}) {
                    all.add(point(method, 64, average));
                }
            }
            for (int average : new int[] {4, 8, 16, 32, 64}) {
                ChunkingSpec spec =
                        ChunkingPolicy.OBJECTS.spec(average << 10, ChunkHashBenchmark.LEVEL);
                Meter meter = new NativeFastCdc(spec);
                all.add(new Contender(input(64, average), NATIVE_FASTCDC, Role.NATIVE, meter));
            }
            return all;
        }

        private Contender point(String method, int mebibytes, int kibibytes) {
            long bytes = (long) mebibytes * ChunkHashBenchmark.MIB;
            Meter meter =
                    new JmhMeter(ChunkHashBenchmark.class, method, bytes)
                            .with("mebibytes", mebibytes)
                            .with("average", kibibytes << 10);
            String input = input(mebibytes, kibibytes);
            return new Contender(input, "reducto: " + method, Role.REDUCTO, meter);
        }

        private String input(int mebibytes, int kibibytes) {
            return "%d MiB, average %d KiB".formatted(mebibytes, kibibytes);
        }
    },

    REED_SOLOMON {
        @Override
        List<Contender> contenders() {
            return Stream.of(
                            coders("4+2 encode", new Geometry(4, 2), 0),
                            coders(
                                    "4+2, two data shards",
                                    new Geometry(4, 2),
                                    ReedSolomonBenchmark.LOST_SHARDS),
                            coders("10+4 encode", new Geometry(10, 4), 0),
                            ours("4+2 verify", "reductoVerify", new Geometry(4, 2), 4),
                            ours("4+2 update", "reductoUpdate", new Geometry(4, 2), 1),
                            ours("12+2+2 encode", "reductoEncode", new Geometry(12, 4, 2), 12))
                    .flatMap(List::stream)
                    .toList();
        }
    },

    ZSTD {
        @Override
        List<Contender> contenders() {
            List<Contender> all = new ArrayList<>();
            for (int level : new int[] {1, 3, 19}) {
                NativeZstd command = new NativeZstd(level);
                add(all, level, "compress", command::compress);
                add(all, level, "decompress", command::decompress);
            }
            return all;
        }

        private void add(List<Contender> all, int level, String method, Meter command) {
            String input = "level %d %s".formatted(level, method);
            Meter ours =
                    new JmhMeter(ZstdBenchmark.class, method, ZstdBenchmark.BLOCK_BYTES)
                            .with("level", level);
            all.add(new Contender(input, "zstd-jni", Role.REDUCTO, ours));
            all.add(new Contender(input, "zstd -b", Role.NATIVE, command));
        }
    },

    WRITE_PATH {
        @Override
        List<Contender> contenders() {
            List<Contender> all = new ArrayList<>();
            for (String method : List.of("cut", "chunkIds", "objectDigest", "lookUp")) {
                all.add(stage(Contender.ANY_INPUT, method, 0));
            }
            for (int known : new int[] {0, 90}) {
                String input = known == 0 ? "all new" : known + " % known";
                all.add(stage(input, "pack", known));
                all.add(stage(input, "stripe", known));
                all.add(new Contender(input, WHOLE, Role.REDUCTO, path("whole", known)));
            }
            return all;
        }

        private Contender stage(String input, String method, int known) {
            return new Contender(input, STAGE + method, Role.STAGE, path(method, known));
        }

        private Meter path(String method, int known) {
            return new JmhMeter(WritePathBenchmark.class, method, WritePathBenchmark.INPUT_BYTES)
                    .with("known", known);
        }
    },

    RESTORE {
        @Override
        List<Contender> contenders() {
            List<Contender> all = new ArrayList<>();
            for (String method : List.of("decompress", "chunkIds", "objectDigest")) {
                all.add(stage(Contender.ANY_INPUT, method, 0));
            }
            for (int lost : new int[] {0, 2}) {
                String input = lost == 0 ? "whole stripe" : "two data shards lost";
                all.add(stage(input, "shards", lost));
                all.add(new Contender(input, WHOLE, Role.REDUCTO, restore("restore", lost)));
            }
            return all;
        }

        private Contender stage(String input, String method, int lost) {
            return new Contender(input, STAGE + method, Role.STAGE, restore(method, lost));
        }

        private Meter restore(String method, int lost) {
            return new JmhMeter(RestoreBenchmark.class, method, RestoreBenchmark.INPUT_BYTES)
                    .with("lost", lost);
        }
    };

    /** The name of a path as a whole. */
    static final String WHOLE = "whole path";

    private static final String STAGE = "stage: ";
    private static final String NATIVE_FASTCDC = "fastcdc.c, gcc -O3";
    private static final String SCALAR_JAVA = "reducto (scalar)";
    private static final String VECTOR_JAVA = "reducto (vectors)";

    /** All that is compared. */
    abstract List<Contender> contenders();

    /** What users call it: {@code reed-solomon}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kernel that users call so; {@link IllegalArgumentException} lists what there is. */
    static Kernel parse(String id) {
        return Arrays.stream(values())
                .filter(kernel -> kernel.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected one of %s, found %s".formatted(ids(), id)));
    }

    /** All names, with commas. */
    static String ids() {
        return Arrays.stream(values()).map(Kernel::id).collect(Collectors.joining(", "));
    }

    private static Stream<Contender> digests(String input, Class<?> type, long bytes) {
        JmhMeter ours = new JmhMeter(type, "reducto", bytes);
        return Stream.of(
                new Contender(input, VECTOR_JAVA, Role.REDUCTO, ours),
                new Contender(input, SCALAR_JAVA, Role.SCALAR, ours.scalar()),
                new Contender(
                        input,
                        "commons-codec",
                        Role.OTHER,
                        new JmhMeter(type, "commonsCodec", bytes)),
                new Contender(
                        input,
                        "SHA-256 of the JDK",
                        Role.OTHER,
                        new JmhMeter(type, "sha256", bytes)),
                new Contender(
                        input, NativeBlake3.name(), Role.NATIVE, new NativeBlake3(256 << 20)));
    }

    private static List<Contender> coders(String input, Geometry geometry, int lost) {
        String method = lost == 0 ? "Encode" : "Reconstruct";
        int k = geometry.dataShards();
        List<Contender> all = new ArrayList<>(ours(input, "reducto" + method, geometry, k));
        all.add(
                new Contender(
                        input, "Ozone (Java)", Role.OTHER, coder("ozone" + method, geometry, k)));
        all.add(
                new Contender(
                        input, "ISA-L (C)", Role.NATIVE, new NativeReedSolomon(geometry, lost)));
        return all;
    }

    /** With vectors and without; {@code shards} are the input. */
    private static List<Contender> ours(
            String input, String method, Geometry geometry, int shards) {
        JmhMeter meter = coder(method, geometry, shards);
        return List.of(
                new Contender(input, VECTOR_JAVA, Role.REDUCTO, meter),
                new Contender(input, SCALAR_JAVA, Role.SCALAR, meter.scalar()));
    }

    private static JmhMeter coder(String method, Geometry geometry, int shards) {
        long bytes = (long) ReedSolomonBenchmark.SHARD_BYTES * shards;
        return new JmhMeter(ReedSolomonBenchmark.class, method, bytes).with("geometry", geometry);
    }
}
