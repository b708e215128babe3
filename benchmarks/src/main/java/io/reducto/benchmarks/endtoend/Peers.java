package io.reducto.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.List;

/** The stores that Reducto is compared with, by the commands of their manuals. */
enum Peers implements Peer.Kind {
    /** Content-defined chunks of 1 MiB; encrypts always. */
    RESTIC("restic", "repository version 2, compression auto, encrypted", true) {
        @Override
        public List<String> version() {
            return List.of("restic", "version");
        }

        @Override
        public List<String> create(Path store) {
            return List.of("restic", "-r", store.toString(), "init", "--repository-version", "2");
        }

        @Override
        public List<String> ingest(Path store, Version version) {
            return List.of(
                    "restic",
                    "-r",
                    store.toString(),
                    "backup",
                    "--tag",
                    version.archive(),
                    "--compression",
                    "auto",
                    version.file().toString());
        }

        @Override
        public List<String> restore(Path store, Version version, Path target) {
            return List.of(
                    "restic",
                    "-r",
                    store.toString(),
                    "dump",
                    "--tag",
                    version.archive(),
                    "latest",
                    version.file().toString());
        }
    },

    /** Its own chunker with small chunks, which stores least of its settings. */
    BORG("borg", "no encryption, zstd 3, chunks of buzhash,10,23,16,4095", true) {
        @Override
        public List<String> version() {
            return List.of("borg", "--version");
        }

        @Override
        public List<String> create(Path store) {
            return List.of("borg", "init", "-e", "none", store.toString());
        }

        @Override
        public List<String> ingest(Path store, Version version) {
            return List.of(
                    "borg",
                    "create",
                    "--compression",
                    "zstd,3",
                    "--chunker-params",
                    "buzhash,10,23,16,4095",
                    store + "::" + version.archive(),
                    version.file().toString());
        }

        @Override
        public List<String> restore(Path store, Version version, Path target) {
            return List.of("borg", "extract", "--stdout", store + "::" + version.archive());
        }
    },

    /** One compressed file per chunk of 64 KiB. */
    CASYNC("casync", "zstd, chunks of 64 KiB", false) {
        @Override
        public List<String> version() {
            return List.of("casync", "--version");
        }

        @Override
        public List<String> create(Path store) {
            return List.of();
        }

        @Override
        public List<String> ingest(Path store, Version version) {
            return List.of(
                    "casync",
                    "make",
                    "--compression=zstd",
                    "--store=" + store.resolve("chunks"),
                    index(store, version),
                    version.file().toString());
        }

        @Override
        public List<String> restore(Path store, Version version, Path target) {
            return List.of(
                    "casync",
                    "extract",
                    "--store=" + store.resolve("chunks"),
                    index(store, version),
                    target.toString());
        }

        private String index(Path store, Version version) {
            return store.resolve(version.archive() + ".caibx").toString();
        }
    },

    /** Every version for itself. */
    ZSTD("zstd -3", "one thread, every version for itself: no deduplication", true) {
        @Override
        public List<String> version() {
            return List.of("zstd", "--version");
        }

        @Override
        public List<String> create(Path store) {
            return List.of();
        }

        @Override
        public List<String> ingest(Path store, Version version) {
            return List.of(
                    "zstd", "-q", "-3", "-o", file(store, version), version.file().toString());
        }

        @Override
        public List<String> restore(Path store, Version version, Path target) {
            return List.of("zstd", "-q", "-dc", file(store, version));
        }

        private String file(Path store, Version version) {
            return store.resolve(version.archive() + ".zst").toString();
        }
    };

    private final String shown;
    private final String settings;
    private final boolean isPrinted;

    Peers(String shown, String settings, boolean isPrinted) {
        this.shown = shown;
        this.settings = settings;
        this.isPrinted = isPrinted;
    }

    @Override
    public String shown() {
        return shown;
    }

    @Override
    public String settings() {
        return settings;
    }

    @Override
    public boolean isPrinted() {
        return isPrinted;
    }
}
