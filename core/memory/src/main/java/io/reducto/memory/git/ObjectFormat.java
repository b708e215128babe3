package io.reducto.memory.git;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a repository names its objects: by the digest of kind, length and bytes. */
public enum ObjectFormat {
    /** What nearly every repository uses. */
    SHA1("SHA-1", 20),
    /** {@code git init --object-format=sha256}. */
    SHA256("SHA-256", 32);

    private final String algorithm;
    private final int idBytes;

    ObjectFormat(String algorithm, int idBytes) {
        this.algorithm = algorithm;
        this.idBytes = idBytes;
    }

    /** The name that a file of these bytes has in the repository. */
    public ObjectId blob(byte[] content) {
        return id("blob", content);
    }

    /** The tree of no files. */
    ObjectId emptyTree() {
        return id("tree", new byte[0]);
    }

    /** The name that stands for no object. */
    ObjectId zero() {
        return new ObjectId("0".repeat(2 * idBytes));
    }

    int idBytes() {
        return idBytes;
    }

    private ObjectId id(String kind, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            String head = kind + " " + content.length + "\0";
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            return new ObjectId(HexFormat.of().formatHex(digest.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
