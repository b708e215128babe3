package io.reducto.cli.cluster;

import java.util.List;

/**
 * How a child is started.
 *
 * @param name its name in logs and status
 * @param port where it can be found
 * @param arguments the command line
 */
record ChildCommand(String name, int port, List<String> arguments) {}
