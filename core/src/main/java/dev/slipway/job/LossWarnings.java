package dev.slipway.job;

import dev.slipway.data.Losses;
import dev.slipway.ledger.DataFile;
import java.util.List;

/** Tells of bad values that were let pass: from receipts, so that whoever carries a run on says the same. */
final class LossWarnings {
    private LossWarnings() {}

    /** One for each column of a table that has some in these files. Values are the user's: they are not shown. */
    static List<Event.Lossy> of(String table, List<DataFile> files) {
        return DataFile.lost(files).columns().stream()
                .map(column -> new Event.Lossy(table, table + ": " + column + units(files, column)))
                .toList();
    }

    private static String units(List<DataFile> files, Losses.OfColumn column) {
        List<String> units = files.stream()
                .filter(file -> file.lost().columns().stream()
                        .anyMatch(lost -> lost.column().equals(column.column())))
                .map(DataFile::unit)
                .distinct()
                .toList();
        return ", in unit " + units.getFirst() + (units.size() == 1 ? "" : " and " + (units.size() - 1) + " more");
    }
}
