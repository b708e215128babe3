package io.reducto.testkit;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test that needs programs which are not ours (b3sum, gcc, …) on the {@code PATH}, or files such
 * as a C header.
 *
 * <p>Where one is missing the test is skipped and the report says which; with {@code
 * -Dreducto.tools.required=true} (CI) the absence fails the test instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("tool")
@ExtendWith(RequiresTool.Condition.class)
public @interface RequiresTool {
    /** Program names looked up on the {@code PATH}, or absolute paths of files that must exist. */
    String[] value();

    /** Evaluates {@link RequiresTool}; used by the annotation only. */
    final class Condition implements ExecutionCondition {
        private static final boolean REQUIRED = Boolean.getBoolean("reducto.tools.required");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing =
                    context.getElement()
                            .flatMap(e -> AnnotationSupport.findAnnotation(e, RequiresTool.class))
                            .map(
                                    a ->
                                            Arrays.stream(a.value())
                                                    .filter(t -> find(t).isEmpty())
                                                    .toList())
                            .orElse(List.of());
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("tools present");
            }
            if (REQUIRED) {
                throw new AssertionError(
                        "missing tools " + missing + ", and reducto.tools.required is set");
            }
            return ConditionEvaluationResult.disabled("missing tools " + missing);
        }

        private static Optional<File> find(String tool) {
            if (tool.startsWith("/")) {
                return Optional.of(new File(tool)).filter(File::exists);
            }
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            return Arrays.stream(path.split(File.pathSeparator))
                    .map(folder -> new File(folder, tool))
                    .filter(File::canExecute)
                    .findFirst();
        }
    }
}
