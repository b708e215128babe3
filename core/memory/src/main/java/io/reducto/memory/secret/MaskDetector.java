package io.reducto.memory.secret;

import java.util.List;

/** Finds masks, so that nothing of them is found to be a secret. */
final class MaskDetector implements Detector {
    @Override
    public String name() {
        return "mask";
    }

    @Override
    public List<String> anchors() {
        return List.of(SecretMask.OPENING);
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        int end = scan.maskEnd(from);
        if (end > 0) {
            scan.addMask(at, end);
        }
    }
}
