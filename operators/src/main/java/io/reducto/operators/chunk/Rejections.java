package io.reducto.operators.chunk;

import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.UploadId;
import io.reducto.state.upload.OpenUpload;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/** Tells what was not taken, to the side output and to the metrics. For the task's thread. */
final class Rejections {
    private final UploadMetrics metrics;

    Rejections(UploadMetrics metrics) {
        this.metrics = metrics;
    }

    /** A segment was not taken. */
    void tell(Received received, BrokenRule broken, KeyedProcessFunction<?, ?, ?>.Context context) {
        tell(
                new Rejection(
                        broken.reason(),
                        received.position(),
                        Optional.of(received.segment().upload()),
                        OptionalLong.of(received.segment().ordinal()),
                        broken.expected(),
                        broken.found()),
                context);
    }

    /** An upload of {@code key} was given up; told at its last segment. */
    void tell(
            String key,
            OpenUpload lost,
            BrokenRule broken,
            KeyedProcessFunction<?, ?, ?>.Context context) {
        UploadId upload = VersionKey.upload(key, lost.upload);
        Position position = lost.last;
        tell(
                new Rejection(
                        broken.reason(),
                        position,
                        Optional.of(upload),
                        OptionalLong.of(lost.nextOrdinal - 1),
                        broken.expected(),
                        broken.found()),
                context);
    }

    private void tell(Rejection rejection, KeyedProcessFunction<?, ?, ?>.Context context) {
        metrics.rejected(rejection.reason());
        context.output(ChunkFunction.REJECTED, RejectionCodec.encode(rejection));
    }
}
