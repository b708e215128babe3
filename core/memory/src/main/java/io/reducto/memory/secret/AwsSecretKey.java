package io.reducto.memory.secret;

import java.util.List;

/**
 * AWS secret access keys, which have no prefix: 40 characters of base64 within {@value
 * #WINDOW_CHARS} characters of an access key id, with capitals, small letters and digits among
 * them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html">IAM:
 *     access keys</a>
 */
final class AwsSecretKey implements Detector {
    private static final int WINDOW_CHARS = 256;
    private static final int CHARS = 40;
    private static final double ENTROPY_MIN = 4;

    @Override
    public String name() {
        return "aws-secret-access-key";
    }

    @Override
    public List<String> anchors() {
        return Detectors.AWS_ACCESS_KEY_ID.anchors();
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        int end = scan.runEnd(CharClass.UPPER_BASE32, from);
        boolean isId = end - from == Detectors.AWS_ACCESS_KEY_ID.max() && scan.opens(at);
        if (!isId || Randomness.isStandIn(scan.text(from, end))) {
            return;
        }
        inspectRuns(scan, Math.max(0, at - WINDOW_CHARS), at);
        inspectRuns(scan, end, Math.min(scan.length(), end + WINDOW_CHARS));
    }

    /** Walks the runs of base64 that end in {@code [from, to]}. */
    private void inspectRuns(Scan scan, int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (!CharClass.BASE64.has(scan.at(i))) {
                inspectRun(scan, start, i);
                start = i + 1;
            }
        }
    }

    private void inspectRun(Scan scan, int start, int end) {
        if (end - start == CHARS && !CharClass.BASE64.has(scan.at(start - 1))) {
            String text = scan.text(start, end);
            if (Randomness.hasDigit(text)
                    && Randomness.hasUpperAndLower(text)
                    && Randomness.entropy(text) >= ENTROPY_MIN
                    && !Randomness.isStandIn(text)) {
                scan.add(this, start, end);
            }
        }
    }
}
