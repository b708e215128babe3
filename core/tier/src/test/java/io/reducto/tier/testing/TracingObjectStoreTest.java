package io.reducto.tier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.StoreOperation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TracingObjectStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore open() {
        return new TracingObjectStore(new InMemoryObjectStore("traced"));
    }

    @Test
    void countsRequestsAndBytes() throws Exception {
        TracingObjectStore traced = new TracingObjectStore(new InMemoryObjectStore("traced"));
        ObjectName name = ObjectName.of("o");
        traced.putIfAbsent(name, ByteBuffer.allocate(10), ByteBuffer.allocate(5));
        traced.read(name, 3, new byte[12], 0, 12);
        traced.readTail(name, 100);
        assertThatThrownBy(() -> traced.length(ObjectName.of("p")))
                .isInstanceOf(ObjectNotFoundException.class);
        assertThat(traced.calls(c -> true))
                .containsExactly(
                        new TracedCall(StoreOperation.PUT_IF_ABSENT, "o", 15, false),
                        new TracedCall(StoreOperation.READ, "o", 12, false),
                        new TracedCall(StoreOperation.READ_TAIL, "o", 15, false),
                        new TracedCall(StoreOperation.LENGTH, "p", 0, true));
        assertThat(traced.requests(StoreOperation.READ)).isEqualTo(1);
        assertThat(traced.bytes(StoreOperation.READ)).isEqualTo(12);
    }

    @Test
    void noticesWhatIsLeftOpen() {
        TracingObjectStore traced = new TracingObjectStore(new InMemoryObjectStore("traced"));
        assertThatThrownBy(traced::assertNothingLeftOpen)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("closed 0 times");
        assertThatCode(
                        () -> {
                            traced.close();
                            traced.assertNothingLeftOpen();
                        })
                .doesNotThrowAnyException();
    }
}
