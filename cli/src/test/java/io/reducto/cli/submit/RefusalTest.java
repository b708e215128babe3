package io.reducto.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void whatTheJobSaysIsFoundInTheChainOfCauses() {
        String answer =
                """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute application.
                Caused by: java.util.concurrent.CompletionException: org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: refused: one
                refused: two
                Caused by: io.reducto.jobs.ingest.RefusedException: refused: one
                refused: two
                Caused by: java.io.IOException: three""";
        assertThat(Refusal.in(answer)).hasValue("the job is refused: one\nrefused: two");
        assertThat(Refusal.in("x.RefusedException: refused: one"))
                .hasValue("the job is refused: one");
    }

    @Test
    void optionsThatTheJobDoesNotKnowAreNamed() {
        assertThat(
                        Refusal.in(
                                "Caused by: picocli.CommandLine$UnmatchedArgumentException: Unknown option: '--bogus'"))
                .hasValue("the job does not take its options: Unknown option: '--bogus'");
    }

    @Test
    void anythingElseIsNoRefusal() {
        assertThat(Refusal.in("Caused by: java.io.IOException: no")).isEmpty();
    }
}
