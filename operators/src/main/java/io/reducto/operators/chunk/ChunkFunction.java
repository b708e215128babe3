package io.reducto.operators.chunk;

import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackFormat;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.Question;
import io.reducto.operators.edge.QuestionSerializer;
import io.reducto.operators.internal.LocalEdge;
import io.reducto.repository.recipe.PageReference;
import io.reducto.repository.recipe.RecipePage;
import io.reducto.repository.recipe.RecipeWriter;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.RejectionReason;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import io.reducto.state.upload.OpenUpload;
import io.reducto.state.upload.StandingVersion;
import io.reducto.state.upload.UploadStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Cuts objects into chunks, asks the index for each and writes recipes. Owns all state of an
 * object; keyed by {@link VersionKey}.
 *
 * <p>Entries go to the assembler of this subtask, in memory; the main output tells it of them.
 * {@link #QUESTIONS}: ids, to the index. {@link #REJECTED}: messages of the topic {@code rejected}.
 * A chunk that was asked for is stored whatever becomes of its upload: the index may have promised
 * it to others.
 */
public final class ChunkFunction extends KeyedProcessFunction<String, Received, HandedOver>
        implements CheckpointedFunction {
    /** Ids on their way to the index. */
    public static final OutputTag<Question> QUESTIONS =
            new OutputTag<>("questions", QuestionSerializer.TYPE);

    /** What was not taken, as {@link RejectionCodec} writes it. */
    public static final OutputTag<byte[]> REJECTED =
            new OutputTag<>("rejected", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1;

    private final String chunking;
    private final int budgetBytes;
    private final long openObjectMillis;

    private transient UploadStore store;
    private transient UploadMetrics metrics;
    private transient SegmentCutter cutter;
    private transient RecipeKeeper recipes;
    private transient ChunkHasher hasher;
    private transient EntryOutput output;
    private transient @Nullable LocalEdge edge;
    private transient Rejections rejections;
    private transient @Nullable OpenTimeout timeout;
    private long epoch;

    /**
     * A chunker.
     *
     * @param chunking text of the repository's chunking spec
     * @param budgetBytes bytes that may wait for verdicts, the same as the assembler's
     * @param openObjectTimeout after which an upload is given up when nothing comes
     */
    public ChunkFunction(String chunking, int budgetBytes, Duration openObjectTimeout) {
        this.chunking = chunking;
        this.budgetBytes = budgetBytes;
        this.openObjectMillis = openObjectTimeout.toMillis();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        epoch = context.getRestoredCheckpointId().orElse(0) + 1;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        epoch = context.getCheckpointId() + 1;
    }

    @Override
    public void open(OpenContext context) {
        store = new UploadStore(getRuntimeContext());
        metrics = new UploadMetrics(getRuntimeContext().getMetricGroup());
        KernelReport.make(getRuntimeContext().getMetricGroup());
        cutter = new SegmentCutter(Chunker.of(ChunkingSpec.parse(chunking)));
        recipes = new RecipeKeeper();
        hasher = ChunkHasher.plain();
        edge = LocalEdge.open(getRuntimeContext(), budgetBytes);
        output =
                new EntryOutput(
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), edge, QUESTIONS);
        rejections = new Rejections(metrics);
    }

    @Override
    public void processElement(Received received, Context context, Collector<HandedOver> out)
            throws Exception {
        OpenUpload open = store.upload();
        StandingVersion standing = store.standing();
        Segment segment = received.segment();
        switch (Admission.of(segment, open, standing)) {
            case BEGIN -> take(new OpenUpload(received, epoch), received, context, out);
            case CONTINUE -> take(present(open), received, context, out);
            case SUPERSEDE -> {
                store.drop();
                rejections.tell(
                        context.getCurrentKey(),
                        present(open),
                        new BrokenRule(
                                RejectionReason.SUPERSEDED,
                                "the end of upload " + present(open).upload,
                                "the beginning of upload " + segment.upload().upload()),
                        context);
                take(new OpenUpload(received, epoch), received, context, out);
            }
            case REPEAT -> metrics.segmentsRepeated.inc();
            case GAP -> {
                store.drop();
                rejections.tell(
                        received,
                        new BrokenRule(
                                RejectionReason.SEQUENCE_GAP,
                                "ordinal " + present(open).nextOrdinal,
                                "ordinal " + segment.ordinal()),
                        context);
            }
            case UNKNOWN ->
                    rejections.tell(
                            received,
                            new BrokenRule(
                                    RejectionReason.UNKNOWN_UPLOAD,
                                    "an open upload, or ordinal 0 of a new one",
                                    "ordinal " + segment.ordinal() + " of one that is not open"),
                            context);
        }
    }

    private static OpenUpload present(@Nullable OpenUpload open) {
        if (open == null) {
            throw new IllegalStateException("judged as open");
        }
        return open;
    }

    private void take(
            OpenUpload upload, Received received, Context context, Collector<HandedOver> collector)
            throws Exception {
        Segment segment = received.segment();
        Optional<Declaration> declared = Declarations.join(upload.declared, segment.declared());
        if (declared.isEmpty()) {
            store.drop();
            rejections.tell(
                    received,
                    new BrokenRule(
                            RejectionReason.DECLARATION_CONFLICT,
                            "what earlier segments declared",
                            "another length or digest"),
                    context);
            return;
        }
        upload.declared = declared.get();
        upload.last = received.position();
        EntryOutput.Out out = new EntryOutput.Out(context, collector);
        cut(upload, segment, out);
        if (segment.isLast()) {
            complete(upload, received, out);
        } else {
            recipes.flush(store);
            keep(upload, context);
        }
        output.tell(out);
    }

    private void cut(OpenUpload upload, Segment segment, EntryOutput.Out out) throws Exception {
        byte[] content = segment.content();
        long forced = upload.scan.forcedCuts();
        recipes.reset();
        upload.digest.update(content, 0, content.length);
        upload.length += content.length;
        cutter.cut(
                upload,
                store,
                content,
                segment.isLast(),
                (id, bytes, offset, length) -> {
                    if (recipes.isFull(upload)) {
                        closePage(upload, out);
                    }
                    recipes.add(upload, id, length);
                    output.ask(out, output.next(PackFormat.KIND_CHUNK, id, bytes, offset, length));
                    metrics.chunks.inc();
                });
        upload.nextOrdinal++;
        metrics.bytesIn.inc(content.length);
        metrics.forcedCuts.inc(upload.scan.forcedCuts() - forced);
    }

    private void closePage(OpenUpload upload, EntryOutput.Out out) throws Exception {
        RecipePage page = recipes.takePage(upload, store);
        byte[] bytes = RecipeWriter.write(page);
        ChunkId id = hasher.id(bytes, 0, bytes.length);
        output.ask(out, output.next(PackFormat.KIND_RECIPE_PAGE, id, bytes, 0, bytes.length));
        recipes.addPage(upload, store, id, page);
    }

    private void keep(OpenUpload upload, Context context) throws Exception {
        upload.lastSeen = context.timerService().currentProcessingTime();
        if (!upload.hasTimer()) {
            setTimer(upload, timeout(context).firstLook(upload), context);
        }
        store.save(upload);
    }

    private OpenTimeout timeout(Context context) {
        if (timeout == null) {
            timeout =
                    new OpenTimeout(
                            Duration.ofMillis(openObjectMillis),
                            context.timerService().currentProcessingTime());
        }
        return timeout;
    }

    private static void setTimer(OpenUpload upload, long at, Context context) {
        upload.timer = at;
        context.timerService().registerEventTimeTimer(at);
    }

    private void complete(OpenUpload upload, Received received, EntryOutput.Out out)
            throws Exception {
        byte[] digest = new byte[Blake3.BYTES];
        upload.digest.finish(digest, 0, digest.length);
        ChunkId root = ChunkId.read(digest, 0);
        StandingVersion standing = store.standing();
        Optional<BrokenRule> broken =
                Declarations.check(upload.declared, upload.length, root)
                        .or(() -> conflict(standing, root));
        if (broken.isPresent()) {
            store.drop();
            rejections.tell(received, broken.get(), out.context());
            return;
        }
        if (standing == null) {
            writeRecipe(upload, received.segment().upload(), root, out);
            store.stand(new StandingVersion(root, upload.length, upload.upload));
            metrics.objects.inc();
        } else {
            metrics.objectsDuplicate.inc();
        }
        store.drop();
    }

    private static Optional<BrokenRule> conflict(@Nullable StandingVersion standing, ChunkId root) {
        if (standing == null || standing.root().equals(root)) {
            return Optional.empty();
        }
        return Optional.of(
                new BrokenRule(
                        RejectionReason.VERSION_CONFLICT,
                        "BLAKE3 %s, of upload %s, which stands"
                                .formatted(standing.root(), standing.upload()),
                        "BLAKE3 " + root));
    }

    private void writeRecipe(OpenUpload upload, UploadId name, ChunkId root, EntryOutput.Out out)
            throws Exception {
        Optional<RecipePage> inline = Optional.empty();
        if (upload.pages == 0) {
            inline = Optional.of(recipes.takePage(upload, store));
        } else {
            closePage(upload, out);
        }
        List<PageReference> pages = RecipeKeeper.pages(store);
        byte[] recipe =
                RecipeWriter.write(
                        RecipeKeeper.recipe(
                                new RecipeKeeper.Finished(upload, name, chunking, root),
                                pages,
                                inline));
        ChunkId id = hasher.id(recipe, 0, recipe.length);
        output.put(out, output.next(PackFormat.KIND_RECIPE, id, recipe, 0, recipe.length));
    }

    /** Gives up an upload to which nothing has come for too long; see {@link OpenTimeout}. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<HandedOver> out)
            throws Exception {
        OpenUpload open = store.upload();
        if (open == null || open.timer != timestamp) {
            return;
        }
        OptionalLong next =
                timeout(context)
                        .nextLook(
                                open,
                                context.timerService().currentProcessingTime(),
                                context.timerService().currentWatermark());
        if (next.isPresent()) {
            setTimer(open, next.getAsLong(), context);
            store.save(open);
            return;
        }
        store.drop();
        rejections.tell(
                context.getCurrentKey(),
                open,
                new BrokenRule(
                        RejectionReason.ABANDONED,
                        "ordinal %d within %s"
                                .formatted(open.nextOrdinal, timeout(context).timeout()),
                        "nothing"),
                context);
    }

    @Override
    public void close() {
        if (edge != null) {
            edge.close();
        }
    }
}
