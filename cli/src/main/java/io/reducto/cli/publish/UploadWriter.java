package io.reducto.cli.publish;

import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Cuts one object into segments; what is declared of it stands on the last one. */
final class UploadWriter {
    private final SegmentSender sender;
    private final UploadId upload;
    private final Blake3 blake3 = Blake3.hasher();
    private final MessageDigest sha256 = newSha256();
    private long bytes;

    UploadWriter(SegmentSender sender, UploadId upload) {
        this.sender = sender;
        this.upload = upload;
    }

    Sending write(OpenContent content) throws IOException, PublishException, InterruptedException {
        content.first();
        CompletableFuture<RecordMetadata> first = send(content, 0, OptionalInt.empty());
        if (content.isLast()) {
            return sending(1, new Sending.Ends(first, first));
        }
        // The first segment chooses the partition; the others follow it even if partitions are
        // added to the topic meanwhile.
        OptionalInt partition = OptionalInt.of(SegmentSender.partition(upload, first));
        long ordinal = 0;
        CompletableFuture<RecordMetadata> last = first;
        while (!content.isLast()) {
            content.next();
            ordinal++;
            last = send(content, ordinal, partition);
        }
        return sending(ordinal + 1, new Sending.Ends(first, last));
    }

    private CompletableFuture<RecordMetadata> send(
            OpenContent content, long ordinal, OptionalInt partition)
            throws IOException, PublishException {
        byte[] buffer = content.buffer();
        int length = content.length();
        blake3.update(buffer, 0, length);
        sha256.update(buffer, 0, length);
        bytes += length;
        Declaration declared = Declaration.NONE;
        if (content.isLast()) {
            content.checkUnchanged(bytes);
            declared =
                    new Declaration(
                            OptionalLong.of(bytes), Optional.of(root()), Optional.of(sha256()));
        }
        byte[] piece = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
        return sender.send(
                new Segment(upload, ordinal, content.isLast(), declared, piece), partition);
    }

    private Sending sending(long segments, Sending.Ends ends) {
        HexFormat hex = HexFormat.of();
        return new Sending(
                upload,
                bytes,
                segments,
                new Sending.Digests(hex.formatHex(root()), hex.formatHex(sha256())),
                ends);
    }

    private byte[] root() {
        byte[] root = new byte[Blake3.BYTES];
        blake3.finish(root, 0, root.length);
        return root;
    }

    private byte[] sha256() {
        try {
            return ((MessageDigest) sha256.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
