package io.reducto.cli.cluster;

import java.util.ArrayList;
import java.util.List;

/** Command lines of small JVMs with the class path of the tests. */
final class JavaProcess {
    private JavaProcess() {}

    static List<String> of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ChildCommands.javaBinary().toString());
        command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
