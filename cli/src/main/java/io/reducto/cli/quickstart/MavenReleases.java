package io.reducto.cli.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Consecutive releases of real projects from Maven Central: what a build server keeps of each
 * build. The jars of a release are unpacked and make one archive.
 *
 * <p>Maven itself fetches them, so that a user's settings, mirrors and cache hold.
 */
public final class MavenReleases {
    /** The version that the build pins, so that it is there already. */
    private static final String COPY =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

    private static final int LOG_TAIL_LINES = 15;

    /** How many releases of each project. */
    public enum Extent {
        /** 16 releases, 567 MB unpacked. */
        QUICKSTART(8, SPRING_LAST),
        /** 60 releases, more than 2 GB unpacked; those of the quickstart are among them. */
        BENCHMARK(30, SPRING_LAST - 1);

        private final int releases;
        private final int springFirst;

        /** With so many releases of each project, those of Spring from 6.{@code springFirst} on. */
        Extent(int releases, int springFirst) {
            this.releases = releases;
            this.springFirst = springFirst;
        }

        private List<Product> products() {
            return List.of(
                    new Product(
                            "hibernate.tar",
                            "org.hibernate.orm",
                            List.of("hibernate-core"),
                            versions("6.6.%d.Final", releases)),
                    new Product("spring.tar", "org.springframework", SPRING, springVersions()));
        }

        private List<String> springVersions() {
            int lines = SPRING_LAST - springFirst + 1;
            return IntStream.rangeClosed(springFirst, SPRING_LAST)
                    .mapToObj(line -> versions("6." + line + ".%d", releases / lines))
                    .flatMap(List::stream)
                    .toList();
        }

        private static List<String> versions(String pattern, int count) {
            return IntStream.range(0, count).mapToObj(pattern::formatted).toList();
        }
    }

    private record Product(
            String object, String group, List<String> artifacts, List<String> versions) {}

    /** The last line of Spring 6 from which releases are taken: 6.2. */
    private static final int SPRING_LAST = 2;

    private static final List<String> SPRING =
            List.of(
                    "spring-aop",
                    "spring-beans",
                    "spring-context",
                    "spring-core",
                    "spring-expression",
                    "spring-jdbc",
                    "spring-messaging",
                    "spring-orm",
                    "spring-test",
                    "spring-tx",
                    "spring-web",
                    "spring-webflux",
                    "spring-webmvc");

    private final Path mvnw;
    private final Path folder;
    private final List<Product> products;

    /**
     * Releases that are fetched.
     *
     * @param home folder with the Maven wrapper
     * @param folder where jars are put
     * @param extent how many
     */
    public MavenReleases(Path home, Path folder, Extent extent) {
        this.mvnw = home.resolve("mvnw");
        this.folder = folder;
        this.products = extent.products();
    }

    /** Fetches what is not in Maven's cache; the releases in the order in which they are built. */
    public List<Release> fetch() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path pom = folder.resolve("pom.xml");
        Files.write(pom, pom().getBytes(StandardCharsets.UTF_8));
        copy(pom);
        List<Release> releases = new ArrayList<>();
        for (int i = 0; i < products.get(0).versions().size(); i++) {
            for (Product product : products) {
                releases.add(release(product, product.versions().get(i)));
            }
        }
        return releases;
    }

    private void copy(Path pom) throws IOException, InterruptedException {
        Path log = folder.resolve("maven.log");
        Process maven =
                new ProcessBuilder(mvnw.toString(), "-B", "-ntp", "-f", pom.toString(), COPY)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            maven.getOutputStream().close();
            if (maven.waitFor() != 0) {
                throw new IOException(
                        "Maven cannot fetch the releases; with --input FOLDER none are needed:%n%s"
                                .formatted(tail(log)));
            }
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines =
                Files.readString(log).lines().filter(line -> line.startsWith("[ERROR]")).toList();
        return lines.stream().limit(LOG_TAIL_LINES).collect(Collectors.joining("\n"));
    }

    private String pom() {
        StringBuilder items = new StringBuilder();
        for (Product product : products) {
            for (String version : product.versions()) {
                for (String artifact : product.artifacts()) {
                    items.append(
                            "<artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></artifactItem>%n"
                                    .formatted(product.group(), artifact, version));
                }
            }
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>io.reducto</groupId><artifactId>quickstart-input</artifactId><version>1</version>
                <packaging>pom</packaging>
                <build><plugins><plugin>
                <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId>
                <configuration>
                <outputDirectory>${project.basedir}/jars</outputDirectory>
                <artifactItems>
                %s</artifactItems>
                </configuration>
                </plugin></plugins></build>
                </project>
                """
                .formatted(items);
    }

    private Release release(Product product, String version) throws IOException {
        long length = 0;
        for (String artifact : product.artifacts()) {
            length += TarWriter.lengthOfJar(jar(artifact, version));
        }
        return new Release(
                product.object(),
                version,
                length,
                new Release.Source.Archive(
                        tar -> {
                            for (String artifact : product.artifacts()) {
                                tar.addJar(artifact, jar(artifact, version));
                            }
                        }));
    }

    private Path jar(String artifact, String version) {
        return folder.resolve("jars").resolve(artifact + "-" + version + ".jar");
    }
}
