package io.reducto.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** One way to say each thing: nullness, tests, names, kinds of type. Tests obey as well. */
@AnalyzeClasses(locations = Reactor.Everything.class)
final class VocabularyTest {
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Base[A-Z].*|.*(Manager|Utils?|Common|Impl|Info|Base|Helper|Data))");

    private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";

    @ArchTest
    static final ArchRule oneNullnessVocabulary =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javax.annotation..",
                            "org.jetbrains.annotations..",
                            "org.checkerframework..",
                            "edu.umd.cs.findbugs..",
                            "jakarta.annotation..")
                    .because("JSpecify is the one that is checked");

    @ArchTest
    static final ArchRule noJUnit4 =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            describe(
                                    "are JUnit 3 or 4",
                                    type ->
                                            type.getPackageName().startsWith("junit.")
                                                    || (type.getPackageName().equals("org.junit")
                                                            || type.getPackageName()
                                                                    .matches(
                                                                            "org\\.junit\\.(rules|runners?|experimental|internal)(\\..*)?"))));

    @ArchTest
    static final ArchRule noForeignInsides =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.google.common..",
                            "com.esotericsoftware.kryo..",
                            "org.apache.flink.shaded..",
                            "com.tngtech.archunit.thirdparty..",
                            "sun..",
                            "com.sun.proxy..",
                            "com.sun.org..",
                            "com.sun.tools..")
                    .because("another project's insides change without notice");

    @ArchTest
    static final ArchRule namesSaySomething =
            noClasses()
                    .should(
                            new ArchCondition<>(
                                    "have an empty name such as Manager, Util or Impl") {
                                @Override
                                public void check(JavaClass type, ConditionEvents events) {
                                    boolean empty =
                                            EMPTY_NAME.matcher(type.getSimpleName()).matches();
                                    events.add(
                                            new SimpleConditionEvent(
                                                    type, empty, type.getName() + ": empty name"));
                                }
                            })
                    .because("an implementation is named by how it works");

    @ArchTest
    static final ArchRule publicTypesAreClosed =
            classes()
                    .that()
                    .arePublic()
                    .and(isNoContract())
                    .should(
                            new ArchCondition<>(
                                    "be a record, an enum, an interface, a final or a sealed class") {
                                @Override
                                public void check(JavaClass type, ConditionEvents events) {
                                    boolean closed =
                                            type.isInterface()
                                                    || type.isSealed()
                                                    || type.isEnum()
                                                    || type.getModifiers()
                                                            .contains(JavaModifier.FINAL);
                                    events.add(
                                            new SimpleConditionEvent(
                                                    type,
                                                    closed,
                                                    type.getName() + " is open for extension"));
                                }
                            });

    @ArchTest
    static final ArchRule testsAreNamedSoThatTheyRun =
            classes()
                    .that(
                            describe(
                                    "hold tests",
                                    type ->
                                            type.getMethods().stream()
                                                    .anyMatch(
                                                            m -> m.isMetaAnnotatedWith(TESTABLE))))
                    .should(
                            new ArchCondition<>(
                                    "be named …Test, …Properties or, if abstract, …Contract") {
                                @Override
                                public void check(JavaClass type, ConditionEvents events) {
                                    boolean isAbstract =
                                            type.getModifiers().contains(JavaModifier.ABSTRACT);
                                    String name = outermost(type).getSimpleName();
                                    events.add(
                                            new SimpleConditionEvent(
                                                    type,
                                                    isAbstract
                                                            ? name.endsWith("Contract")
                                                            : name.matches(".*(Test|Properties)"),
                                                    type.getName() + " would not be run"));
                                }
                            });

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        List<String> unmarked =
                classes.stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(p -> !isNullMarked(p))
                        .map(JavaPackage::getName)
                        .sorted()
                        .toList();
        assertThat(unmarked).as("packages without a package-info that is @NullMarked").isEmpty();
    }

    private static boolean isNullMarked(JavaPackage p) {
        return p.tryGetPackageInfo().filter(i -> i.isAnnotatedWith(NullMarked.class)).isPresent();
    }

    private static DescribedPredicate<JavaClass> isNoContract() {
        return describe("are no test kit", type -> !type.getSimpleName().endsWith("Contract"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(VocabularyTest::outermost).orElse(type);
    }
}
