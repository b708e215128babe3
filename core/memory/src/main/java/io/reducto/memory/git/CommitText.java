package io.reducto.memory.git;

import java.nio.charset.StandardCharsets;

/** The bytes of a commit object: header lines, an empty line, the message as it was written. */
final class CommitText {
    private final String header;
    private final String message;

    CommitText(byte[] bytes) {
        // One char for each byte: the message keeps whatever encoding it has.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        header = end < 0 ? text : text.substring(0, end + 1);
        message = end < 0 ? "" : text.substring(end + 1);
    }

    boolean isSigned() {
        return header.contains("\ngpgsig");
    }

    /** The same commit in another place: author, date, encoding and message stay. */
    byte[] movedTo(ObjectId parent, ObjectId tree, String committer) {
        StringBuilder moved = new StringBuilder();
        moved.append("tree ").append(tree).append("\nparent ").append(parent).append('\n');
        for (String line : header.split("(?<=\n)", -1)) {
            if (line.startsWith("author ") || line.startsWith("encoding ")) {
                moved.append(line);
            } else if (line.startsWith("committer ")) {
                byte[] utf8 = committer.getBytes(StandardCharsets.UTF_8);
                String bytes = new String(utf8, StandardCharsets.ISO_8859_1);
                moved.append("committer ").append(bytes).append('\n');
            }
        }
        return moved.append(message).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
