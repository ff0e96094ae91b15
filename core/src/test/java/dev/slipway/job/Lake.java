package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.NaiveDigest;
import dev.slipway.format.Format;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Holder;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that tests export to, with the parts of an export that most of them do not care about. */
public record Lake(Path folder) {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** No pauses. */
    static final RunSettings HOW =
            new RunSettings(Planned.Mode.REPLACE, RunSettings.Publish.TABLE, 1, Duration.ZERO, false);

    public static final ExportSettings SETTINGS = new ExportSettings("p", 1000, 1_000_000, 2, false);

    Store store() {
        return new LocalStore(folder);
    }

    Export.Parts parts() {
        return parts(store(), SETTINGS, Events.NONE);
    }

    public static Export.Parts parts(Store store, ExportSettings settings, Events events) {
        return parts(store, settings, HOW, events, run());
    }

    /** Parts of a run with this name, whose ledger is read now. Every other run is taken for dead. */
    static Export.Parts parts(Store store, ExportSettings settings, RunSettings how, Events events, String run) {
        return new Export.Parts(
                store,
                new LinesFormat(16),
                Optional.of(new LinesVerifier()),
                settings,
                how,
                new Context(new Cancel(), events),
                CLOCK,
                StoreLedger.open(store, CLOCK, run),
                claimant(run),
                new Unlisted());
    }

    /** Who works on all tables here. */
    static Claimant claimant(String run) {
        return new Claimant(run, "job", new Holder("host", 1, ""), Duration.ofHours(1), holder -> true, false);
    }

    /** The same parts for another run, which reads the ledger anew. */
    static Export.Parts again(Export.Parts parts) {
        return parts(
                parts.store(), parts.settings(), parts.how(), parts.context().events(), run());
    }

    /** The same parts with one of them exchanged. */
    static Export.Parts with(Export.Parts parts, Format format) {
        return with(parts, format, parts.verifier(), parts.settings(), parts.how(), parts.context());
    }

    static Export.Parts with(Export.Parts parts, Optional<Verifier> verifier) {
        return with(parts, parts.format(), verifier, parts.settings(), parts.how(), parts.context());
    }

    static Export.Parts with(Export.Parts parts, RunSettings how) {
        return with(parts, parts.format(), parts.verifier(), parts.settings(), how, parts.context());
    }

    static Export.Parts with(Export.Parts parts, Context context) {
        return with(parts, parts.format(), parts.verifier(), parts.settings(), parts.how(), context);
    }

    private static Export.Parts with(
            Export.Parts parts,
            Format format,
            Optional<Verifier> verifier,
            ExportSettings settings,
            RunSettings how,
            Context context) {
        return new Export.Parts(
                parts.store(),
                format,
                verifier,
                settings,
                how,
                context,
                parts.clock(),
                parts.ledger(),
                parts.claimant(),
                parts.unlisted());
    }

    /** The same content in another folder. */
    Lake copy(Path to) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(folder.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Lake(to);
    }

    /** As if the ledger had never been: the manifests are what is known. */
    void forgetLedger() {
        try (Stream<Path> paths = Files.list(folder.resolve("_slipway/ledger"))) {
            for (Path path : paths.toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if the manifest of a table had never been. */
    void forget(Table table) {
        try {
            Files.delete(folder.resolve("_slipway/tables/" + DataNames.of(table).key() + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Staged files that no run will ever look for. */
    Set<String> forgotten() {
        Set<String> staged = new TreeSet<>(staged().keySet());
        StoreLedger.open(store(), CLOCK, "reader").look(state -> {
            state.tables().forEach(table -> table.work()
                    .ifPresent(work -> work.units().values().forEach(unit -> unit.files()
                            .forEach(file -> staged.remove(file.staged())))));
            return true;
        });
        return staged;
    }

    /** What the ledger knows of a table. */
    TableState state(Table table) {
        return StoreLedger.open(store(), CLOCK, "reader")
                .look(state -> state.snapshot(DataNames.of(table).key()));
    }

    /** The next run's name, unlike any other. */
    static String run() {
        return "run-" + RUNS.incrementAndGet();
    }

    List<Export.Result> export(MemorySource source) {
        return export(parts(), source);
    }

    public static List<Export.Result> export(Export.Parts parts, MemorySource source) {
        try (Session<MemorySource.Piece> session = source.open(parts.context(), Earlier.of(parts.ledger()))) {
            return new Export<>(parts, session, session.plan()).run();
        } finally {
            assertThat(source.open()).as("readers left open").isZero();
        }
    }

    public static void succeeds(List<Export.Result> results) {
        assertThat(results).allMatch(Export.Result.Published.class::isInstance);
    }

    /** Every file but staged ones, locks and the ledger, with its content, in which all runs have one name. */
    Map<String, String> files() {
        return read(false);
    }

    /** What a run left staged. */
    Map<String, String> staged() {
        return read(true);
    }

    /** The files that a reader would take for data. */
    List<String> dataFiles() {
        return files().keySet().stream().filter(name -> name.endsWith(".lines")).toList();
    }

    private Map<String, String> read(boolean staged) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString();
                if (name.startsWith("_slipway/staging/") == staged
                        && !name.startsWith("_slipway/locks/")
                        && !name.startsWith("_slipway/ledger/")) {
                    files.put(name, Files.readString(path).replaceAll("\"run\" : \"run-\\d+\"", "\"run\" : \"run\""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    Optional<Manifest> manifest(Table table) {
        return new Manifests(store()).find(DataNames.of(table).key(), table.qualifiedName());
    }

    /**
     * The rows that a table's manifest vouches for, in the order of its files. Each receipt is held against its file, and
     * every file in the table's folder must be known to the manifest.
     */
    List<List<@Nullable Object>> rows(Table table) {
        Manifest manifest = manifest(table).orElseThrow();
        Map<String, String> files = files();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (DataFile file : manifest.files()) {
            assertThat(files).containsKey(file.key());
            store().find(file.key()).ifPresent(blob -> {
                assertThat(blob.size()).isEqualTo(file.bytes());
                assertThat(Sha256.of(store(), blob)).isEqualTo(file.sha256());
            });
            LinesFormat.Content content = LinesFormat.Content.of(files.getOrDefault(file.key(), ""));
            assertThat(NaiveDigest.of(content.schema(), content.rows())).isEqualTo(file.rows());
            assertThat(content.metadata())
                    .containsEntry("slipway.digest", file.rows().toString());
            assertThat(FileName.parse(file.key()).orElseThrow().rows())
                    .isEqualTo(file.rows().rows());
            rows.addAll(content.rows());
        }
        String folder = DataNames.of(table).key() + '/';
        List<String> known = new ArrayList<>(files(manifest));
        state(table).known().forEach(file -> known.add(file.key()));
        assertThat(dataFiles().stream().filter(name -> name.startsWith(folder))).isSubsetOf(known);
        assertThat(manifest.rows().rows()).isEqualTo(rows.size());
        return rows;
    }

    private static List<String> files(Manifest manifest) {
        return manifest.files().stream().map(DataFile::key).toList();
    }

    /** The rows, and nothing under way. */
    List<List<@Nullable Object>> settledRows(Table table) {
        List<List<@Nullable Object>> rows = rows(table);
        Manifest manifest = manifest(table).orElseThrow();
        assertThat(state(table).known()).isEqualTo(manifest.files());
        assertThat(manifest.rows()).isEqualTo(digest(table, rows));
        return rows;
    }

    static Digest digest(Table table, List<List<@Nullable Object>> rows) {
        return NaiveDigest.of(table.schema(), rows);
    }
}
