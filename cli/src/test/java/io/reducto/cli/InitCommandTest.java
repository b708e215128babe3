package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectStores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void makesARepositoryThatCanBeOpenedByAnyOfItsMetadataVolumes() throws Exception {
        assertThat(init("--json", 12, "--geometry", "8+3", "--tier", "cold")).isZero();
        JsonNode made = new ObjectMapper().readTree(out.toString());
        assertThat(made.get("volumes")).hasSize(12);
        for (int volume = 1; volume <= 7; volume++) {
            RepositoryDescription description = describe(volume);
            assertThat(description.id().toString()).isEqualTo(made.get("id").asText());
            assertThat(description.lead()).isEqualTo("v1");
            assertThat(description.metadataVolumes()).hasSize(7);
            assertThat(description.tiers().get(0).name()).isEqualTo("cold");
            assertThat(description.tiers().get(0).volumes()).startsWith("v1", "v2").hasSize(12);
        }
    }

    @Test
    void stripesMayHaveLocalGroups() throws Exception {
        assertThat(init("--json", 10, "--geometry", "6+2+2")).isZero();
        RepositoryDescription description = describe(1);
        assertThat(description.tiers().get(0).geometry()).hasToString("6+2+2");
        assertThat(description.copies()).as("any three volumes may be lost").isEqualTo(4);
        assertThat(description.metadataVolumes()).hasSize(7);
    }

    @Test
    void aVolumeInUseIsLeftAlone() throws Exception {
        assertThat(init("--json", 6)).isZero();
        String before = describe(1).id().toString();
        assertThat(init("--json", 6)).isEqualTo(1);
        assertThat(err.toString()).contains("found one in use");
        assertThat(describe(1).id().toString()).isEqualTo(before);
    }

    @Test
    void emptyVolumesOfAnAttemptThatFailedAreTaken() throws Exception {
        ObjectStores.create(folder.resolve("d1").toUri()).close();
        assertThat(init("--json", 6)).isZero();
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsMade() {
        assertThat(init("--json", 5)).isEqualTo(2);
        assertThat(err.toString()).contains("geometry 4+2: expected 6 volumes or more, found 5");
        assertThat(init("--json", 6, "--chunking", "fixed:4k")).isEqualTo(2);
        assertThat(init("--json", 6, "--chunking", "fastcdc2020-v1:2k/8k/64k:n2")).isEqualTo(2);
        assertThat(init("--json", 6, "--geometry", "none")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    private RepositoryDescription describe(int volume) throws Exception {
        String address = folder.resolve("d" + volume).toString();
        try (RepositoryVolumes volumes =
                RepositoryAddress.parse(List.of(address)).open(ObjectStores::open)) {
            return volumes.repository().description();
        }
    }

    private int init(String format, int volumes, String... options) {
        List<String> arguments = new ArrayList<>(List.of("init", format));
        arguments.addAll(List.of(options));
        for (int volume = 1; volume <= volumes; volume++) {
            arguments.add(folder.resolve("d" + volume).toString());
        }
        return Reducto.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
