package io.reducto.integration;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one cluster of this run: two TaskManagers of two slots, started for the first
 * test that asks and stopped after the last. Tests share it, so they name their topics and jobs
 * apart, end their jobs, and kill nothing but what comes back.
 *
 * <p>{@code @ExtendWith(SharedCluster.class)} and a parameter of type {@link LocalClusterFixture}.
 */
public final class SharedCluster implements ParameterResolver, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedCluster.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalClusterFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.begin(), Running.class)
                .fixture();
    }

    /** Where a test fails, its processes say what they last did: the folder goes with the run. */
    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        Running running = context.getRoot().getStore(NAMESPACE).get(Running.class, Running.class);
        if (running != null && context.getExecutionException().isPresent()) {
            System.err.println(running.fixture().lastWords());
        }
    }

    private record Running(LocalClusterFixture fixture) implements AutoCloseable {
        static Running begin() {
            try {
                return new Running(LocalClusterFixture.start(2, 2));
            } catch (Exception e) {
                throw new IllegalStateException("the shared cluster does not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            fixture.close();
        }
    }
}
