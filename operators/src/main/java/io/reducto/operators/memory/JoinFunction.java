package io.reducto.operators.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader;
import io.reducto.memory.entry.ContentReader.Content;
import io.reducto.memory.file.Shown;
import io.reducto.state.memory.KeyShown;
import io.reducto.state.memory.MapSerializer;
import io.reducto.state.memory.RegisterSerializer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Joins the writes of a key. Says what changed in what is shown, and passes on writes that were not
 * known. Inputs may come in any order and again.
 *
 * <p>With each change it names the contents of all that is new, and of all that was maximal, though
 * none of them may ever have been shown, nor be kept: before a failure they may have been, with
 * inputs in another order, and {@link UnifyFunction} has to take that back. Nothing else can have
 * been: what was shown then had come since the checkpoint, and comes again, or was held and maximal
 * at the checkpoint, and still is when the key next changes.
 */
public final class JoinFunction
        extends KeyedBroadcastProcessFunction<String, Register, ObservedRemoveMap, ShownChange> {
    /** Writes that were not known, and progress: what remotes are told. */
    public static final OutputTag<ObservedRemoveMap> NEWS =
            new OutputTag<>("news", MapSerializer.TYPE);

    /** What is known of progress; one entry. */
    public static final MapStateDescriptor<String, ObservedRemoveMap> PROGRESS =
            new MapStateDescriptor<>("progress", Types.STRING, MapSerializer.TYPE);

    private static final ValueStateDescriptor<Register> REGISTER =
            new ValueStateDescriptor<>("register", RegisterSerializer.TYPE);

    private static final String ALL = "all";

    /** Entries of {@link #PROGRESS} with this in front say that a remote was told everything. */
    private static final String TOLD = "told ";

    private static final long serialVersionUID = 1;

    private final List<String> remotes;
    private transient ValueState<Register> registers;
    private transient @Nullable ObservedRemoveMap trimmedBy;
    private transient VersionVector trimmedUpTo;
    private transient Function<Write, Content> read;

    /** A join whose news go to {@code remotes}, each by a name that stays. */
    public JoinFunction(List<String> remotes) {
        this.remotes = List.copyOf(remotes);
    }

    @Override
    public void open(OpenContext context) {
        registers = getRuntimeContext().getState(REGISTER);
        trimmedUpTo = VersionVector.EMPTY;
        ContentReader reader = new ContentReader();
        read = write -> reader.read(write.value().orElseThrow());
    }

    @Override
    public void processElement(
            Register more, ReadOnlyContext context, Collector<ShownChange> changes)
            throws Exception {
        Register before = Optional.ofNullable(registers.value()).orElseGet(more::zero);
        Register after = before.join(more).trimmed(trimmedUpTo(progress(context)));
        if (!after.equals(before)) {
            registers.update(after);
        }
        List<Write> added = before.without(after);
        if (!added.isEmpty()) {
            context.output(NEWS, ObservedRemoveMap.of(added));
        }
        List<Write> come = before.without(more);
        if (!come.isEmpty()) {
            tell(before, after, come, changes);
        }
    }

    /** Looked for once for each {@code progress}, which stays the same object until it changes. */
    @SuppressWarnings("ReferenceEquality") // to compare what they hold costs as much as to look
    private VersionVector trimmedUpTo(ObservedRemoveMap progress) {
        if (progress != trimmedBy) {
            trimmedUpTo = endOfHistory(progress);
            trimmedBy = progress;
        }
        return trimmedUpTo;
    }

    /** Where there is no remote, nobody is told history: that of a source goes with its word. */
    private VersionVector endOfHistory(ObservedRemoveMap progress) {
        return remotes.isEmpty()
                ? progress.frontier().join(progress.complete())
                : progress.frontier();
    }

    private static ObservedRemoveMap progress(ReadOnlyContext context) throws Exception {
        ReadOnlyBroadcastState<String, ObservedRemoveMap> state =
                context.getBroadcastState(PROGRESS);
        return Optional.ofNullable(state.get(ALL)).orElseGet(ObservedRemoveMap::new);
    }

    private void tell(
            Register before, Register after, List<Write> come, Collector<ShownChange> changes) {
        Set<ContentDigest> gone = contents(before.maximal());
        gone.addAll(contents(come));
        Optional<Shown> now = Shown.of(after, read);
        now.ifPresent(shown -> gone.remove(shown.content()));
        for (ContentDigest content : gone) {
            changes.collect(new ShownChange(content.toString(), after.key(), Optional.empty()));
        }
        now.ifPresent(shown -> changes.collect(change(after.key(), shown)));
    }

    private Set<ContentDigest> contents(List<Write> writes) {
        Set<ContentDigest> contents = new TreeSet<>();
        for (Write write : writes) {
            if (!write.isTombstone()) {
                contents.add(read.apply(write).digest());
            }
        }
        return contents;
    }

    private static ShownChange change(String key, Shown shown) {
        return new ShownChange(
                shown.content().toString(),
                key,
                Optional.of(new KeyShown(shown.write(), shown.concurrent())));
    }

    @Override
    public void processBroadcastElement(
            ObservedRemoveMap more, Context context, Collector<ShownChange> changes)
            throws Exception {
        BroadcastState<String, ObservedRemoveMap> state = context.getBroadcastState(PROGRESS);
        ObservedRemoveMap before =
                Optional.ofNullable(state.get(ALL)).orElseGet(ObservedRemoveMap::new);
        ObservedRemoveMap after = before.join(more);
        if (!after.equals(before)) {
            state.put(ALL, after);
        }
        context.output(NEWS, more);
        boolean isSomebodyNew = false;
        for (String remote : remotes) {
            isSomebodyNew |= !state.contains(TOLD + remote);
            state.put(TOLD + remote, new ObservedRemoveMap());
        }
        if (isSomebodyNew) {
            tellAll(after, context);
        }
    }

    private static void tellAll(ObservedRemoveMap progress, Context context) throws Exception {
        context.output(NEWS, progress);
        context.applyToKeyedState(
                REGISTER,
                (key, register) ->
                        context.output(NEWS, ObservedRemoveMap.of(register.value().writes())));
    }
}
