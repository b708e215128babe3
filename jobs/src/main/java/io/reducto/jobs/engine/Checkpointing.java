package io.reducto.jobs.engine;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;

/** What every job needs of checkpoints: what it tells the world is tied to them. */
public final class Checkpointing {
    private Checkpointing() {}

    /** What is wrong, one line each. */
    public static List<String> broken(ReadableConfig configuration) {
        List<String> broken = new ArrayList<>();
        if (configuration.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
            broken.add(
                    "execution.checkpointing.interval: expected an interval, found none: commits are made of completed checkpoints; set it, for example to 5 s");
        }
        if (configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
                != CheckpointingMode.EXACTLY_ONCE) {
            broken.add(
                    "execution.checkpointing.mode: expected EXACTLY_ONCE, found AT_LEAST_ONCE: state would count inputs twice, or know what was never passed on; remove the setting");
        }
        if (!configuration.get(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH)) {
            broken.add(
                    "execution.checkpointing.checkpoints-after-tasks-finish: expected true, found false: the tail of bounded input would never be committed; remove the setting");
        }
        return broken;
    }
}
