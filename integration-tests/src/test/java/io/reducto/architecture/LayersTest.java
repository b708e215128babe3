package io.reducto.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Who may import whom. */
@AnalyzeClasses(locations = Reactor.Production.class)
final class LayersTest {
    /**
     * Module to the modules of ours that it may import; itself is understood. The ids are in codec,
     * so whoever names a chunk imports codec. Nothing but benchmarks imports cli, nothing imports
     * jobs or benchmarks.
     */
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("schemas", Set.of()),
                    Map.entry("codec", Set.of()),
                    Map.entry("crdt", Set.of()),
                    Map.entry("tier", Set.of()),
                    Map.entry("testkit", Set.of()),
                    Map.entry("memory", Set.of("crdt", "codec")),
                    Map.entry("repository", Set.of("codec", "tier", "schemas")),
                    Map.entry("state", Set.of("codec", "crdt", "schemas")),
                    // of repository the recipe's format only: a rule below
                    Map.entry(
                            "operators",
                            Set.of("codec", "crdt", "memory", "schemas", "state", "repository")),
                    Map.entry(
                            "connectors",
                            Set.of(
                                    "codec",
                                    "crdt",
                                    "tier",
                                    "repository",
                                    "memory",
                                    "schemas",
                                    "state")),
                    Map.entry(
                            "jobs",
                            Set.of(
                                    "codec",
                                    "crdt",
                                    "tier",
                                    "repository",
                                    "memory",
                                    "schemas",
                                    "state",
                                    "operators",
                                    "connectors")),
                    Map.entry(
                            "cli",
                            Set.of("codec", "crdt", "tier", "repository", "memory", "schemas")),
                    Map.entry("controller", Set.of()),
                    Map.entry(
                            "benchmarks",
                            Set.of(
                                    "codec",
                                    "crdt",
                                    "tier",
                                    "repository",
                                    "memory",
                                    "cli",
                                    "schemas")));

    private static final String[] CORE = {
        "io.reducto.codec..",
        "io.reducto.crdt..",
        "io.reducto.tier..",
        "io.reducto.memory..",
        "io.reducto.repository..",
        "io.reducto.testkit.."
    };

    private static final String[] ENGINE = {"org.apache.flink..", "org.rocksdb..", "io.fabric8.."};

    @ArchTest
    static final ArchRule importsOfOurOwnFollowTheTable =
            classes()
                    .should(followTheTable())
                    .because(
                            "architecture: who may import whom; a new module adds a row to LayersTest");

    @ArchTest
    static final ArchRule engineLine =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE)
                    .should()
                    .dependOnClassesThat(
                            are(
                                    resideInAnyPackage(ENGINE)
                                            .or(resideInAnyPackage("org.apache.kafka.."))))
                    .because("everything needed to restore runs from a plain main");

    @ArchTest
    static final ArchRule engineLineOfTheCommandLine =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.cli..")
                    .should()
                    .dependOnClassesThat(are(resideInAnyPackage(ENGINE)))
                    .because(
                            "it starts fast on a rescue machine; it reaches a cluster by REST and Kafka")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule operatorsWriteRecipesAndReachNoStore =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.operators..")
                    .should()
                    .dependOnClassesThat(
                            are(
                                    resideInAnyPackage("io.reducto.repository..")
                                            .and(not("io.reducto.repository.format.Digest"))
                                            .and(
                                                    describe(
                                                            "not a recipe",
                                                            type ->
                                                                    !type.getPackageName()
                                                                            .equals(
                                                                                    "io.reducto.repository.recipe")))))
                    .because("a recipe is a format; what is stored where is the sink's");

    @ArchTest
    static final ArchRule schemasOutliveTools =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.schemas..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theControllerSpeaksRest =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.controller..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "org.rocksdb..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule connectorsHoldNoRocks =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.connectors..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.rocksdb..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theRepositoryKnowsObjectsNotFiles =
            noClasses()
                    .that()
                    .resideInAPackage("io.reducto.repository..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.io.File")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule operatorsHoldNoMutableStatics =
            fields().that()
                    .areDeclaredInClassesThat(
                            resideInAnyPackage("io.reducto.operators..")
                                    .and(not("io.reducto.operators.internal.WaitingBytes")))
                    .and()
                    .areStatic()
                    .should()
                    .haveModifier(JavaModifier.FINAL)
                    .because(
                            "an operator is replayed; the byte budget WaitingBytes is the one exception")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule internalMeansKeepOut =
            classes().should(stayOutOfInternalPackagesOfOthers());

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.reducto.(**)").should().beFreeOfCycles();

    private static DescribedPredicate<JavaClass> not(String name) {
        return describe("not " + name, type -> !type.getName().equals(name));
    }

    private static ArchCondition<JavaClass> followTheTable() {
        return onEveryDependency(
                "import only the modules that their row allows",
                dependency -> {
                    String from = module(dependency.getOriginClass());
                    String to = module(dependency.getTargetClass());
                    Set<String> allowed = MAY_IMPORT.get(from);
                    return allowed != null
                            && (to.isEmpty() || to.equals(from) || allowed.contains(to));
                });
    }

    private static ArchCondition<JavaClass> stayOutOfInternalPackagesOfOthers() {
        return onEveryDependency(
                "stay out of internal packages of other modules",
                dependency -> {
                    JavaClass to = dependency.getTargetClass();
                    return module(to).isEmpty()
                            || module(to).equals(module(dependency.getOriginClass()))
                            || !(to.getPackageName() + ".").contains(".internal.");
                });
    }

    private static ArchCondition<JavaClass> onEveryDependency(
            String description, Predicate<Dependency> allowed) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !allowed.test(dependency))
                        .forEach(
                                dependency ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        dependency, dependency.getDescription())));
            }
        };
    }

    /** The third segment of a name of ours; empty for foreign types. */
    private static String module(JavaClass type) {
        String[] segments = type.getPackageName().split("\\.", 4);
        boolean ours = segments.length > 2 && type.getPackageName().startsWith("io.reducto.");
        return ours ? segments[2] : "";
    }
}
