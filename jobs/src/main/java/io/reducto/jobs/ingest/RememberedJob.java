package io.reducto.jobs.ingest;

import io.reducto.jobs.engine.RefusedException;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.jobmanager.ExecutionPlanStore;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;

/**
 * Whether the job that is being submitted runs already. In application mode the JobManager runs the
 * job's main method, and a JobManager that takes the place of a lost one runs it again; Flink then
 * drops what it submits and goes on with the job it remembers, from its latest checkpoint.
 */
final class RememberedJob {
    private static final ExecutionPlanStore.ExecutionPlanListener NOBODY =
            new ExecutionPlanStore.ExecutionPlanListener() {
                @Override
                public void onAddedExecutionPlan(JobID jobId) {}

                @Override
                public void onRemovedExecutionPlan(JobID jobId) {}
            };

    private RememberedJob() {}

    /** Asks the engine's high availability, if there is one and the job has a fixed id. */
    @SuppressWarnings("try") // an interruption ends the submission like any other failure
    static boolean isThere(ReadableConfig settings) throws RefusedException {
        Configuration configuration = Configuration.fromMap(settings.toMap());
        Optional<String> id =
                configuration.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
        if (id.isEmpty() || !HighAvailabilityMode.isHighAvailabilityModeActivated(configuration)) {
            return false;
        }
        try (HighAvailabilityServices services =
                HighAvailabilityServicesUtils.createAvailableOrEmbeddedServices(
                        configuration, Runnable::run, failure -> {})) {
            ExecutionPlanStore accepted = services.getExecutionPlanStore();
            accepted.start(NOBODY);
            try {
                return accepted.getJobIds().contains(JobID.fromHexString(id.get()));
            } finally {
                accepted.stop();
            }
        } catch (Exception e) {
            throw new RefusedException(
                    "refused: high availability: expected to be told whether job %s is to be recovered, found: %s"
                            .formatted(id.get(), e),
                    e);
        }
    }
}
