package io.reducto.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * Pure rooms: codec and crdt take bytes and give bytes.
 *
 * <p>Time, randomness and IO come in through constructors, as types of the JDK ({@code
 * RandomGenerator}) or as interfaces of the room.
 */
@AnalyzeClasses(locations = Reactor.Production.class)
final class PurityTest {
    private static final Set<String> WORLDLY_TYPES =
            Set.of(
                    "java.io.RandomAccessFile",
                    "java.io.Console",
                    "java.lang.InheritableThreadLocal",
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessHandle",
                    "java.lang.System$Logger",
                    "java.lang.System$LoggerFinder",
                    "java.lang.Thread",
                    "java.lang.ThreadGroup",
                    "java.time.Clock",
                    "java.time.InstantSource",
                    "java.util.Timer",
                    "java.util.TimerTask");

    private static final DescribedPredicate<JavaClass> WORLD =
            describe(
                    "are files, sockets, threads, executors, clocks, processes or loggers",
                    type ->
                            WORLDLY_TYPES.contains(type.getName())
                                    || type.getName().startsWith("java.io.File")
                                    || resideInAnyPackage(
                                                    "java.net..",
                                                    "java.nio.file..",
                                                    "java.util.concurrent",
                                                    "java.util.concurrent.locks",
                                                    "java.util.logging..")
                                            .test(type)
                                    || (type.getPackageName().equals("java.nio.channels")
                                            && !type.isInterface()));

    /** Clocks, the console, the environment, and generators that seed themselves. */
    private static final Set<String> HIDDEN_INPUTS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.System.getenv",
                    "java.lang.System.in",
                    "java.lang.System.out",
                    "java.lang.System.err",
                    "java.lang.System.getLogger",
                    "java.lang.Math.random",
                    "java.lang.Runtime.exec",
                    "java.lang.Runtime.addShutdownHook",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current");

    private static final Set<String> SELF_SEEDED =
            Set.of(
                    "java.util.Date",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom");

    private static final DescribedPredicate<JavaAccess<?>> READS_HIDDEN_INPUT =
            describe(
                    "a clock, the environment or self-seeded randomness",
                    access -> {
                        String owner = access.getTarget().getOwner().getName();
                        String name = access.getTarget().getName();
                        return HIDDEN_INPUTS.contains(owner + "." + name)
                                || (owner.startsWith("java.time.") && name.equals("now"))
                                || (SELF_SEEDED.contains(owner)
                                        && access.getTarget().getFullName().endsWith(".<init>()"));
                    });

    @ArchTest
    static final ArchRule codecImportsTheJdkAndItsNativeCodecs =
            classes()
                    .that()
                    .resideInAPackage("io.reducto.codec..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.reducto.codec..",
                            "java..",
                            "javax.crypto..",
                            "jdk.incubator.vector..",
                            "org.jspecify..",
                            "com.github.luben..",
                            "net.jpountz..")
                    .because("codec must be provable and fuzzable");

    @ArchTest
    static final ArchRule crdtImportsTheJdk =
            classes()
                    .that()
                    .resideInAPackage("io.reducto.crdt..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.reducto.crdt..", "java..", "org.jspecify..")
                    .because("laws need no bytes but their own")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pureRoomsDoNotTouchTheWorld =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.reducto.codec..", "io.reducto.crdt..")
                    .should()
                    .dependOnClassesThat(WORLD);

    @ArchTest
    static final ArchRule timeAndRandomnessComeInThroughTheConstructor =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.reducto.codec..", "io.reducto.crdt..", "io.reducto.operators..")
                    .should()
                    .accessTargetWhere(READS_HIDDEN_INPUT)
                    .because("the same input must give the same bytes");
}
