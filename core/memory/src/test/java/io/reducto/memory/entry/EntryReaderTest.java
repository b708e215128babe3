package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryReaderTest {
    @Test
    void anArrayGivesItsEntriesWithTheirPlaces() {
        EntryFile file = read("[\n  {\"id\": \"a\"},\n  { \"id\" : \"\u00e4\" , \"n\":1.0}\n]\n");
        assertThat(file.damages()).isEmpty();
        assertThat(values(file)).containsExactly("{\"id\":\"a\"}", "{\"id\":\"\u00e4\",\"n\":1.0}");
        assertThat(file.entries().get(1).place()).isEqualTo(new Place("f", 19, 3));
        assertThat(file.entries().get(1).entry().key()).isEqualTo("default/\u00e4");
    }

    @Test
    void neighboursOfDamageAreTaken() {
        EntryFile file =
                read("[{\"id\":1}, 17, \"}]\", [{\"id\":9}], {\"a\":1,\"a\":2}, {\"id\":2} true]");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(damaged(file))
                .containsExactly("17", "\"}]\"", "[{\"id\":9}]", "{\"a\":1,\"a\":2}", "true");
    }

    @Test
    void anArrayThatIsCutGivesWhatIsWhole() {
        EntryFile file = read("[\n{\"id\":1},\n{\"id\":2,\"text\":\"ab");
        assertThat(values(file)).containsExactly("{\"id\":1}");
        assertThat(damaged(file)).containsExactly("{\"id\":2,\"text\":\"ab");
    }

    @Test
    void aLoneQuoteCostsItsEntryOnly() {
        EntryFile file = read("[\n{\"id\":1},\n{\"id\":\"2\"x\"},\n{\"id\":3}\n]\n");
        assertThat(values(file)).containsExactly("{\"id\":1}", "{\"id\":3}");
        assertThat(damaged(file)).containsExactly("{\"id\":\"2\"x\"},\n");
    }

    static EntryFile read(String text) {
        return EntryReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> values(EntryFile file) {
        List<String> values = new ArrayList<>();
        file.entries().forEach(e -> values.add(e.entry().object().text()));
        return values;
    }

    static List<String> damaged(EntryFile file) {
        List<String> damaged = new ArrayList<>();
        file.damages().forEach(d -> damaged.add(new String(d.bytes(), StandardCharsets.UTF_8)));
        return damaged;
    }
}
