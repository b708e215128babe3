package io.reducto.repository;

import io.reducto.codec.PackId;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.RunKind;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.run.RunSummary;
import java.util.List;

/**
 * A run that is written but for its last pack: where its root is can be said only when that pack is
 * on its volumes.
 *
 * @param kind what it maps
 * @param level 0 for a run of an epoch
 * @param run what its writer says
 * @param pages where its pages went
 */
record PendingRun(RunKind kind, int level, RunSummary run, PackedPages.Sink pages) {
    /**
     * The run as a commit adds it; {@code written} are the packs of the writer, the last one
     * included.
     */
    RunDraft draft(List<Stripe> written) {
        PackId pack = pages.pack(run.root());
        Stripe root =
                written.stream()
                        .filter(stripe -> stripe.pack().equals(pack))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "pack %s, with the root of the %s, was not flushed"
                                                        .formatted(pack, run.kind())));
        return new RunDraft(kind, level, run.entries(), pages.bytes(), root, run.root().entry());
    }
}
