package io.reducto.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets on which a process of Linux accepts or receives, from {@code /proc}. */
final class ListeningSockets {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern SPACE = Pattern.compile(" +");
    private static final String TCP_LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /**
     * A socket.
     *
     * @param address on which it listens
     * @param port its port
     */
    record Socket(InetAddress address, int port) {}

    /** TCP sockets that listen, and all UDP ones. */
    static List<Socket> of(long pid) throws IOException {
        Set<String> inodes;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            inodes =
                    descriptors
                            .map(ListeningSockets::target)
                            .map(SOCKET::matcher)
                            .filter(Matcher::matches)
                            .map(socket -> socket.group(1))
                            .collect(Collectors.toSet());
        }
        List<Socket> sockets = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line :
                    Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table)).stream()
                            .skip(1)
                            .toList()) {
                List<String> fields = SPACE.splitAsStream(line.strip()).toList();
                if (inodes.contains(fields.get(INODE))
                        && (table.startsWith("udp") || fields.get(STATE).equals(TCP_LISTEN))) {
                    sockets.add(socket(fields.get(LOCAL)));
                }
            }
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Addresses are words of four bytes in the order of the machine, which is little-endian. */
    private static Socket socket(String local) {
        int colon = local.indexOf(':');
        byte[] swapped = HexFormat.of().parseHex(local.substring(0, colon));
        byte[] address = new byte[swapped.length];
        for (int i = 0; i < swapped.length; i++) {
            address[i] = swapped[i / 4 * 4 + 3 - i % 4];
        }
        try {
            return new Socket(
                    InetAddress.getByAddress(address),
                    Integer.parseInt(local.substring(colon + 1), 16));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
