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
    private static final int RELEASES = 8;

    private record Product(
            String object, String group, List<String> artifacts, List<String> versions) {}

    private static final List<Product> PRODUCTS =
            List.of(
                    new Product(
                            "hibernate.tar",
                            "org.hibernate.orm",
                            List.of("hibernate-core"),
                            versions("6.6.%d.Final")),
                    new Product(
                            "spring.tar",
                            "org.springframework",
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
                                    "spring-webmvc"),
                            versions("6.2.%d")));

    private final Path mvnw;
    private final Path folder;

    /**
     * Releases that are fetched.
     *
     * @param home folder with the Maven wrapper
     * @param folder where jars are put
     */
    public MavenReleases(Path home, Path folder) {
        this.mvnw = home.resolve("mvnw");
        this.folder = folder;
    }

    private static List<String> versions(String pattern) {
        return IntStream.range(0, RELEASES).mapToObj(pattern::formatted).toList();
    }

    /** Fetches what is not in Maven's cache; the releases in the order in which they are built. */
    public List<Release> fetch() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path pom = folder.resolve("pom.xml");
        Files.write(pom, pom().getBytes(StandardCharsets.UTF_8));
        copy(pom);
        List<Release> releases = new ArrayList<>();
        for (int i = 0; i < RELEASES; i++) {
            for (Product product : PRODUCTS) {
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

    private static String pom() {
        StringBuilder items = new StringBuilder();
        for (Product product : PRODUCTS) {
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
