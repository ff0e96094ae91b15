package dev.slipway.app;

import dev.slipway.ledger.StoreLedger;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Folders that commands write to, looked at from outside. */
public final class Lakes {
    private Lakes() {}

    /** As if the ledger had never been. */
    public static void forgetLedger(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("_slipway/ledger"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Staged files that no run will ever look for. */
    public static Set<String> forgotten(Path folder) throws IOException {
        Set<String> staged = new TreeSet<>();
        staged(folder).forEach(file -> staged.add(folder.relativize(file).toString()));
        StoreLedger.open(new LocalStore(folder), Clock.systemUTC(), "test").look(state -> {
            state.tables().forEach(table -> table.work()
                    .ifPresent(work -> work.units().values().forEach(unit -> unit.files()
                            .forEach(file -> staged.remove(file.staged())))));
            return true;
        });
        return staged;
    }

    /** Every regular file below, in order. */
    public static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader of {@code **}{@code /*.parquet} would take for data. */
    public static List<Path> data(Path folder) {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .toList();
    }

    /** What is staged. */
    public static List<Path> staged(Path folder) {
        return files(folder.resolve("_slipway/staging"));
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
