package io.reducto.benchmarks.kernels;

import java.io.IOException;

/** Measures one implementation on one input, in a process of its own. */
interface Meter {
    /**
     * Throughput in GB/s, 10^9 bytes of input in a second of processor time: that of the fastest
     * window.
     *
     * @throws NotInstalledException when what would be measured is not on this machine
     */
    double gigabytesPerSecond(Effort effort) throws IOException, InterruptedException;

    /** A foreign program or library is not on this machine; the message says how it gets there. */
    final class NotInstalledException extends IOException {
        private static final long serialVersionUID = 1;

        NotInstalledException(String packages) {
            super("not installed (Debian: " + packages + ")");
        }
    }
}
