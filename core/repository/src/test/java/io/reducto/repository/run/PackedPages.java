package io.reducto.repository.run;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.BlockDecoder;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackBuilder;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.codec.pack.PackTrailer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of a run in real packs, each named by its id as its stripe would be. */
final class PackedPages implements PageSink, PageSource, AutoCloseable {
    private static final LineageId LINEAGE = new LineageId(1, 2);
    private static final byte[] CHUNK = {1, 2, 3};

    private final ChunkHasher hasher = ChunkHasher.plain();
    private final PackBuilder builder;
    private final BlockDecoder decoder = new BlockDecoder(hasher);
    private final List<byte[]> files = new ArrayList<>();
    private final List<byte[]> stripes = new ArrayList<>();
    private @Nullable RunRoot root;
    private boolean isChanging;

    PackedPages(PackLayout layout) {
        this.builder = new PackBuilder(layout, CompressionProfile.FAST);
        begin();
    }

    /** A pack begins with a chunk: pages share packs with what else an epoch stores. */
    private void begin() {
        builder.begin(new PackId(77, files.size()), LINEAGE, 1);
        builder.add(PackFormat.KIND_CHUNK, hasher.id(CHUNK, 0, 3), CHUNK, 0, 3);
    }

    private void finish() {
        Pack pack = builder.finish();
        files.add(Arrays.copyOf(pack.file(), pack.length()));
        stripes.add(stripe(pack.id()));
    }

    @Override
    public PageReference add(byte[] page, int length) {
        if (builder.isFull()) {
            finish();
            begin();
        }
        ChunkId id = hasher.id(page, 0, length);
        if (isChanging) {
            page[length - 1] ^= 1;
        }
        return new PageReference(
                files.size(), builder.add(PackFormat.KIND_RUN_PAGE, id, page, 0, length));
    }

    /** Rolls over here, so that the root goes where the size of this list says. */
    @Override
    public List<byte[]> packs() {
        if (builder.isFull()) {
            finish();
            begin();
        }
        return List.copyOf(stripes);
    }

    /** Finishes the pack of the root and opens the run. */
    RunReader open(RunSummary run) throws IOException {
        finish();
        root = new RunRoot(run.kind(), run.root().entry(), stripes.get(run.root().pack()));
        return open();
    }

    /** Opens the run that was opened before once more. */
    RunReader open() throws IOException {
        return RunReader.open(Objects.requireNonNull(root), this, new PageCache(0));
    }

    /** From now on entries do not hold what their ids say. */
    void changePagesBeforeTheyAreStored() {
        isChanging = true;
    }

    byte[] stripe(int pack) {
        return stripes.get(pack);
    }

    List<byte[]> files() {
        return files;
    }

    @Override
    public byte[] read(PageReference page, byte[] stripe) {
        PackId id = PackId.read(stripe, 0);
        byte[] file = files.get((int) id.low());
        PackTrailer pack = PackTrailer.read("pack " + id, file);
        boolean isPage =
                page.entry() < pack.entryCount()
                        && pack.entryKind(page.entry()) == PackFormat.KIND_RUN_PAGE;
        if (!isPage) {
            throw new DataException.Malformed("pack " + id, 0, "no page at entry " + page.entry());
        }
        PackTrailer.Block block = pack.block(pack.blockOfEntry(page.entry()));
        byte[] raw = new byte[block.rawLength()];
        decoder.decode(pack, block.ordinal(), file, block.storedOffset(), raw);
        decoder.check(pack, page.entry(), raw);
        int at = pack.entryRawOffset(page.entry());
        return Arrays.copyOfRange(raw, at, at + pack.entryLength(page.entry()));
    }

    private static byte[] stripe(PackId pack) {
        byte[] stripe = new byte[PackId.BYTES];
        pack.write(stripe, 0);
        return stripe;
    }

    @Override
    public void close() {
        builder.close();
        decoder.close();
    }
}
