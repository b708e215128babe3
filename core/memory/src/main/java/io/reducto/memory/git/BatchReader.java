package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The answers of {@code git cat-file --batch}: {@code id SP kind SP size LF bytes LF}. */
final class BatchReader {
    private final byte[] bytes;
    private int at;

    private BatchReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** One object; without its bytes where only its size was asked for. */
    record Item(ObjectId id, String kind, long size, byte[] content) {
        boolean isOf(String wanted) {
            return kind.equals(wanted);
        }
    }

    /** The objects of {@code names}, all of which are there; one process, none for no names. */
    static List<Item> all(Git git, List<String> names) throws GitException {
        return ask(git, "--batch", names).stream().flatMap(Optional::stream).toList();
    }

    /** What {@code cat-file} with {@code option} answers to each of {@code names}. */
    static List<Optional<Item>> ask(Git git, String option, List<String> names)
            throws GitException {
        if (names.isEmpty()) {
            return List.of();
        }
        GitCommand command =
                GitCommand.of("cat-file", option).reading(String.join("\n", names) + "\n");
        return read(git.run(command).bytes(), names.size(), option.equals("--batch"));
    }

    /** The answers to {@code count} names, in their order; empty for what is not there. */
    static List<Optional<Item>> read(byte[] bytes, int count, boolean withContent)
            throws GitException {
        BatchReader reader = new BatchReader(bytes);
        List<Optional<Item>> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(reader.item(withContent));
        }
        return items;
    }

    private Optional<Item> item(boolean withContent) throws GitException {
        String[] fields = line().split(" ", -1);
        if (fields.length != 3 || !ObjectId.isValid(fields[0])) {
            return Optional.empty();
        }
        long size = Long.parseLong(fields[2]);
        byte[] content = withContent ? content(size) : new byte[0];
        return Optional.of(new Item(new ObjectId(fields[0]), fields[1], size, content));
    }

    private String line() throws GitException {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        check(end < bytes.length);
        String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        at = end + 1;
        return line;
    }

    private byte[] content(long size) throws GitException {
        check(at + size < bytes.length);
        byte[] content = Arrays.copyOfRange(bytes, at, at + (int) size);
        at += (int) size + 1;
        return content;
    }

    private void check(boolean holds) throws GitException {
        if (!holds) {
            throw new GitException(
                    Kind.OTHER,
                    "git cat-file --batch: expected more than the %d bytes of its answer"
                            .formatted(bytes.length));
        }
    }
}
