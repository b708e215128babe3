package io.reducto.state.index;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Whether, and in which epoch, the chunk under whose key the caller stands was first promised. Not
 * where it is: that is the repository's. The state {@code promised} holds 8 bytes per chunk.
 *
 * <p>For the task's thread.
 */
public final class MembershipIndex {
    private final ValueState<Long> promised;

    /** The index of an operator whose key is a chunk id. */
    public MembershipIndex(RuntimeContext context) {
        promised =
                context.getState(new ValueStateDescriptor<>("promised", LongSerializer.INSTANCE));
    }

    /**
     * Promises the chunk in {@code epoch}.
     *
     * @return whether that is new: the asker has to store it
     */
    public boolean promise(long epoch) throws IOException {
        if (promised.value() != null) {
            return false;
        }
        promised.update(epoch);
        return true;
    }
}
