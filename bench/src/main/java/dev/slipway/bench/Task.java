package dev.slipway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a contestant is asked to do.
 *
 * @param folder where its files go; empty when it starts
 * @param launcher Slipway's
 */
record Task(Server server, Dataset dataset, Transport transport, Path folder, Path launcher) {
    String url() {
        return server.url(transport);
    }

    String table() {
        return dataset.qualifiedName();
    }

    String wholeTable() {
        return "COPY " + table() + " TO STDOUT (FORMAT binary)";
    }

    /** The arguments of a {@link Feed}. */
    List<String> feed() {
        return List.of(url(), table(), folder.toString());
    }

    /** The arguments of a {@link Drain}. */
    List<String> drain(int connections) {
        List<String> statements = connections == 1
                ? List.of(wholeTable())
                : IntStream.range(0, connections)
                        .mapToObj(part -> range(part, connections))
                        .toList();
        return Command.of(List.of(transport.name(), server.address(transport)), statements);
    }

    private String range(int part, int parts) {
        long from = dataset.pages() * part / parts;
        long to = dataset.pages() * (part + 1) / parts;
        return "COPY (SELECT * FROM ONLY " + table() + " WHERE ctid >= '(" + from + ",0)' AND ctid < '(" + to
                + ",0)') TO STDOUT (FORMAT binary)";
    }
}
