package io.reducto.operators.edge;

import io.reducto.state.type.ChunkIdSerializer;
import io.reducto.state.type.ImmutableSerializer;
import io.reducto.state.type.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Questions on their edge, 44 bytes each. Not a public format. */
public final class QuestionSerializer extends ImmutableSerializer<Question> {
    /** The only instance that is needed. */
    public static final QuestionSerializer INSTANCE = new QuestionSerializer();

    /** The type of questions. */
    public static final TypeInformation<Question> TYPE = new ValueType<>(Question.class, INSTANCE);

    private static final long serialVersionUID = 1;

    @Override
    public Question createInstance() {
        return new Question(ChunkIdSerializer.INSTANCE.createInstance(), 0, 0);
    }

    @Override
    public void serialize(Question question, DataOutputView target) throws IOException {
        ChunkIdSerializer.INSTANCE.serialize(question.id(), target);
        target.writeInt(question.subtask());
        target.writeLong(question.sequence());
    }

    @Override
    public Question deserialize(DataInputView source) throws IOException {
        return new Question(
                ChunkIdSerializer.INSTANCE.deserialize(source),
                source.readInt(),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Question> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Question> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
