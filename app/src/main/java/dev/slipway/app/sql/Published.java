package dev.slipway.app.sql;

import dev.slipway.app.Wiring;
import dev.slipway.app.place.Ledgers;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.Stores;
import dev.slipway.data.Table;
import dev.slipway.job.AtOnce;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what is published, by the ledger: each place is looked at once. */
final class Published {
    private final Cancel cancel;
    private final PrintWriter told;

    /** @param told is told of what has no columns that anyone knows of */
    Published(Cancel cancel, PrintWriter told) {
        this.cancel = cancel;
        this.told = told;
    }

    /** Each place once, by its first name. */
    static List<NamedPlace> distinct(List<NamedPlace> places) {
        Map<String, NamedPlace> distinct = new LinkedHashMap<>();
        for (NamedPlace place : places) {
            String root =
                    switch (place.place()) {
                        case Place.Folder folder ->
                            folder.path().toAbsolutePath().normalize().toString();
                        case Place.Bucket bucket -> bucket.url().replaceAll("/+$", "");
                        case Place.Spooled spooled -> spooled.bucket().url().replaceAll("/+$", "");
                    };
            distinct.putIfAbsent(root, place);
        }
        return List.copyOf(distinct.values());
    }

    /** @throws dev.slipway.Failure CONFIG when Slipway never wrote to one of them */
    List<Dataset> at(List<NamedPlace> places) {
        List<Dataset> all = new ArrayList<>();
        for (NamedPlace place : distinct(places)) {
            Store store = Stores.withRecords(place.place(), cancel);
            Map<String, List<DataFile>> tables = new LinkedHashMap<>();
            content(store, place).forEach((table, files) -> {
                if (files.isEmpty()) {
                    told.println(TableText.printable(
                            "slipway: " + table + " of " + store.root() + " has no files, so no columns are known"));
                } else {
                    tables.put(table, files);
                }
            });
            boolean local = place.place() instanceof Place.Folder;
            all.addAll(AtOnce.map(
                    store.atOnce(),
                    List.copyOf(tables.entrySet()),
                    entry -> dataset(place.name(), store, local, entry.getKey(), entry.getValue())));
        }
        return all;
    }

    /** By what messages call the tables. */
    private static Map<String, List<DataFile>> content(Store store, NamedPlace place) {
        Map<String, List<DataFile>> content = new LinkedHashMap<>();
        Map<String, Manifest> manifests;
        List<TableState> tables;
        try (Ledger ledger = Ledgers.open(store, place.ledger(), Wiring.run())) {
            manifests = new Manifests(store).byKey();
            tables = ledger.look(state -> List.copyOf(state.tables()));
        }
        for (TableState table : tables) {
            Manifest manifest = manifests.remove(table.table());
            String name = manifest == null ? table.table() : manifest.table();
            // While a change is under way, the manifest is what switches from the old content to the new.
            if (table.change().isPresent() && manifest != null) {
                content.put(name, manifest.files());
            } else if (!table.content().isEmpty()) {
                content.put(name, files(table.content()));
            }
        }
        // What the ledger has never heard of.
        manifests.values().forEach(manifest -> content.put(manifest.table(), manifest.files()));
        return content;
    }

    private static List<DataFile> files(List<Slice> slices) {
        return slices.stream().flatMap(slice -> slice.files().stream()).toList();
    }

    private static Dataset dataset(String place, Store store, boolean local, String called, List<DataFile> files) {
        DataFile last = files.getLast();
        ParquetFile file = ParquetFile.open(store, Dataset.blob(store, last));
        return new Dataset(place, store, local, called, named(file, called), file.withoutRows(), files);
    }

    /** What someone else wrote does not say what it is called. */
    private static Table named(ParquetFile file, String called) {
        if (file.recorded()) {
            return file.table();
        }
        int dot = called.indexOf('.');
        boolean qualified = dot > 0 && dot < called.length() - 1;
        return new Table(
                qualified ? called.substring(0, dot) : "",
                qualified ? called.substring(dot + 1) : called,
                file.table().schema());
    }
}
