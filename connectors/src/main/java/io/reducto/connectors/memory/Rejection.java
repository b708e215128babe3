package io.reducto.connectors.memory;

import io.reducto.memory.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Messages of the topic of rejections; {@code docs/memory-job.md} has their fields. */
final class Rejection {
    private static final int BYTES_MAX = 1 << 19;

    private Rejection() {}

    /** What was not taken, and its bytes where they are not too many for a message. */
    static byte[] ofBytes(String place, String reason, byte[] bytes) {
        String more =
                bytes.length > BYTES_MAX
                        ? ",\"length\":" + bytes.length
                        : ",\"bytes\":\"" + Base64.getEncoder().encodeToString(bytes) + '"';
        return message(place, reason, more);
    }

    /** What was not taken and is not to be repeated. */
    static byte[] withoutBytes(String place, String reason) {
        return message(place, reason, "");
    }

    private static byte[] message(String place, String reason, String more) {
        StringBuilder text = new StringBuilder("{\"v\":1,\"place\":");
        JsonStrings.quote(place, text);
        text.append(",\"reason\":");
        JsonStrings.quote(reason, text);
        return text.append(more).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
