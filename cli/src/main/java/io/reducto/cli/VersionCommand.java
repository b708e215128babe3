package io.reducto.cli;

import io.reducto.codec.KernelChoice;
import io.reducto.codec.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto version}: what this is, and what it runs on. */
@Command(
        name = "version",
        description = "Says which version this is.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto version --verbose --json"})
final class VersionCommand implements Callable<Integer>, CommandLine.IVersionProvider {
    @Mixin private Output output = new Output();

    @Option(names = "--verbose", description = "Also the JVM and the kernels that were selected.")
    private boolean isVerbose;

    @Override
    public Integer call() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", version());
        String text = "reducto " + version();
        if (isVerbose) {
            fields.put("java", Runtime.version().toString());
            text += ", Java " + Runtime.version();
            for (KernelChoice.Selected kernel : Kernels.selected()) {
                fields.put(kernel.kernel(), kernel.implementation());
                text += ", %s %s".formatted(kernel.kernel(), kernel.implementation());
            }
        }
        output.line(text, fields);
        return ExitCode.OK.code();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"reducto " + version()};
    }

    private static String version() {
        return Optional.ofNullable(Reducto.class.getPackage().getImplementationVersion())
                .orElse("built from source");
    }
}
