package io.reducto.memory.sync;

import io.reducto.codec.digest.Blake3;
import io.reducto.memory.client.LastBackup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** The bases of client files, one file for each, named by the digest of its path. */
final class ClientFiles {
    private static final int DIGEST_BYTES = Blake3.BYTES / 2;

    private final LocalFolder folder;

    ClientFiles(LocalFolder folder) {
        this.folder = folder;
    }

    /** What {@code client} held at its last backup. */
    LastBackup base(Path client) throws IOException {
        return folder.read(name(client)).flatMap(LastBackup::read).orElseGet(LastBackup::new);
    }

    /** To be called when the state is saved that has the client's writes. */
    void save(Path client, LastBackup base) throws IOException {
        folder.write(name(client), base.bytes());
    }

    private static String name(Path client) {
        byte[] path = client.toString().getBytes(StandardCharsets.UTF_8);
        byte[] digest = Blake3.hash(path, 0, path.length);
        return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES) + ".jsonl";
    }
}
