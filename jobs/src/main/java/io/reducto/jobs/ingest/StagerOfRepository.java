package io.reducto.jobs.ingest;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.connectors.sink.EpochStager;
import io.reducto.connectors.sink.RepositoryTarget;
import io.reducto.connectors.sink.Staging;
import io.reducto.operators.assemble.PackStager;
import io.reducto.repository.stripe.WriteCounters;
import java.io.IOException;

/** Introduces the assembler, which knows no repository, to the stager, which knows no assembler. */
record StagerOfRepository(EpochStager stager) implements PackStager {
    /** Opens stagers on TaskManagers. */
    record Opening(RepositoryTarget target) implements PackStager.Factory {
        @Override
        public PackStager open(int slots) throws IOException {
            Staging usual = Staging.DEFAULT;
            Staging staging =
                    new Staging(
                            usual.uploadThreads(),
                            usual.packBytes(),
                            usual.blockBytes(),
                            usual.level(),
                            slots);
            return new StagerOfRepository(new EpochStager.Factory(target, staging).open());
        }
    }

    @Override
    public void begin(LineageId lineage, long epoch) {
        stager.begin(lineage, epoch);
    }

    @Override
    public void add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException {
        stager.add(kind, id, bytes, offset, length);
    }

    @Override
    public byte[] finish(long checkpoint) throws IOException, InterruptedException {
        return stager.finish(checkpoint);
    }

    @Override
    public Written written() {
        WriteCounters counters = stager.counters();
        return new Written(
                counters.stripes(),
                counters.blocks(),
                counters.packBytes(),
                counters.shardBytes(),
                counters.degradedStripes());
    }

    @Override
    public void close() throws IOException {
        stager.close();
    }
}
