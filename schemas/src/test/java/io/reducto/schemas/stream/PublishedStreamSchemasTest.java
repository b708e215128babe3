package io.reducto.schemas.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.schemas.segment.CatalogEventCodec;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.SegmentCodec;
import io.reducto.testkit.Golden;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Publishers hold these schemas: they never change. A change makes a new version instead. */
class PublishedStreamSchemasTest {
    @Test
    void versionOneIsAsPublished() {
        assertThat(Segment.getClassSchema()).isEqualTo(golden("Segment"));
        assertThat(Rejected.getClassSchema()).isEqualTo(golden("Rejected"));
        assertThat(CatalogEvent.getClassSchema()).isEqualTo(golden("CatalogEvent"));
    }

    @Test
    void codecsWriteTheFingerprintsOfTheSchemas() {
        assertThat(SchemaNormalization.parsingFingerprint64(golden("Segment")))
                .as("%016x", SegmentCodec.FINGERPRINT)
                .isEqualTo(SegmentCodec.FINGERPRINT);
        assertThat(SchemaNormalization.parsingFingerprint64(golden("Rejected")))
                .as("%016x", RejectionCodec.FINGERPRINT)
                .isEqualTo(RejectionCodec.FINGERPRINT);
        assertThat(SchemaNormalization.parsingFingerprint64(golden("CatalogEvent")))
                .as("%016x", CatalogEventCodec.FINGERPRINT)
                .isEqualTo(CatalogEventCodec.FINGERPRINT);
    }

    private static Schema golden(String name) {
        byte[] schema = Golden.bytes("schema/v1/" + name + ".avsc");
        return new Schema.Parser().parse(new String(schema, StandardCharsets.UTF_8));
    }
}
