package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.app.verify.ArchiveCheck;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Adoption;
import dev.slipway.job.Cancel;
import dev.slipway.job.DataNames;
import dev.slipway.job.Events;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import dev.slipway.job.KeySpan;
import dev.slipway.job.Ownership;
import dev.slipway.job.Plan;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes over the files of one table: reads each, compares all with the source if there is one, and records them. */
final class Adopt {
    private static final int TOLD = 10;

    private final Parts parts;

    Adopt(Parts parts) {
        this.parts = parts;
    }

    /**
     * What it works with.
     *
     * @param ledger of the store, read before the files were
     * @param dryRun whether to record nothing
     * @param notes takes what a person should know
     */
    record Parts(
            AdoptJob job,
            Store store,
            Ledger ledger,
            Claimant claimant,
            Clock clock,
            DuckDb engine,
            LocalCopies copies,
            Cancel cancel,
            boolean dryRun,
            Events events,
            Consumer<String> notes) {}

    /**
     * How it ended.
     *
     * @param compared whether the source was found to have these rows, and no others through their end
     * @param before whether all of it was content already
     */
    record Result(String table, List<DataFile> files, Optional<KeySpan> span, boolean compared, boolean before) {
        Digest rows() {
            return DataFile.rows(files);
        }
    }

    /**
     * Does it for one table.
     *
     * @param blobs its files, at least one
     * @throws Failure INPUT or CORRUPT naming the files that cannot be taken over; CONFIG or FENCED as {@link Adoption#run}
     */
    Result run(Shape asked, List<Blob> blobs) {
        List<Blob> others = others(asked.table(), blobs);
        Shape shape = asked.source().isPresent() ? asked : byFile(asked.table(), others.getFirst());
        verify(shape, others);
        List<ForeignFile> files = new ArrayList<>();
        for (Blob blob : others) {
            parts.cancel().check();
            files.add(ForeignFile.read(parts.engine(), parts.copies(), parts.store(), blob, shape));
        }
        files.sort(Comparator.comparing(ForeignFile::range, KeyRange::compareFirst));
        requireApart(files);
        Optional<KeySpan> span = shape.source().map(source -> compared(shape, source, files));
        Adoption adoption = new Adoption(
                new Adoption.Parts(parts.store(), parts.ledger(), parts.claimant(), parts.clock(), parts.events()),
                taken(shape, files, span));
        boolean before = adoption.check();
        if (!parts.dryRun()) {
            adoption.run();
        }
        return new Result(
                shape.table().qualifiedName(),
                files.stream().map(ForeignFile::receipt).toList(),
                span,
                span.isPresent(),
                before);
    }

    /** Those of others: files that an export went on with are called by the same grammar, and are the table's already. */
    private List<Blob> others(Table table, List<Blob> blobs) {
        String key = DataNames.of(table).key();
        Ownership owners = new Ownership(parts.store(), parts.ledger());
        List<Blob> others = blobs.stream()
                .filter(blob -> !owners.exported(key, table.qualifiedName(), blob.key()))
                .toList();
        if (others.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "nothing to adopt: every file of " + table.qualifiedName() + " below "
                            + parts.store().root() + " (" + blobs.size() + ") was exported by Slipway");
        }
        owners.requireFree(
                key, table.qualifiedName(), others.stream().map(Blob::key).toList());
        return others;
    }

    private Shape byFile(Table table, Blob first) {
        Schema schema = ParquetFile.open(parts.store(), first).table().schema();
        Key key = parts.job().key().orElseGet(() -> ArchiveCheck.seedKey(schema));
        List<String> missing = new ArrayList<>();
        key.time().filter(name -> schema.position(name).isEmpty()).ifPresent(missing::add);
        key.id().filter(name -> schema.position(name).isEmpty()).ifPresent(missing::add);
        if (key.equals(Key.NONE) || !missing.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    first.key() + " has no column " + (missing.isEmpty() ? "uploaded_date or data_item_id" : missing)
                            + ": say by --key which columns names are about");
        }
        return Shape.ofFile(table, schema, key);
    }

    /** Every file against its name, its pages and its footer; all that is wrong is told at once. */
    private void verify(Shape shape, List<Blob> blobs) {
        ArchiveCheck check = new ArchiveCheck(parts.engine(), parts.store(), parts.copies(), parts.cancel());
        List<String> faults = new ArrayList<>();
        blobs.forEach(blob -> faults.addAll(check.faults(blob, shape.key())));
        if (!faults.isEmpty()) {
            int more = faults.size() - TOLD;
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    "files of " + shape.table().qualifiedName() + " are not what they say: "
                            + String.join("; ", faults.subList(0, Math.min(TOLD, faults.size())))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    private static void requireApart(List<ForeignFile> files) {
        for (int i = 1; i < files.size(); i++) {
            ForeignFile before = files.get(i - 1);
            ForeignFile after = files.get(i);
            if (!before.range().endsBefore(after.range())) {
                throw new Failure(
                        Failure.Kind.INPUT,
                        before.blob().key() + " and " + after.blob().key()
                                + " overlap: the first ends with the row "
                                + before.range().lastText()
                                + ", the second begins with " + after.range().firstText()
                                + "; rows may be there twice, move one of them away");
            }
        }
    }

    /** The source must have the very rows of the files, from its first through their last. */
    private KeySpan compared(Shape shape, Shape.Source source, List<ForeignFile> files) {
        SourceRange.Found range = new SourceRange(parts.job(), shape, parts.cancel()).of(files, source);
        String name = shape.table().qualifiedName();
        List<String> differences = new ArrayList<>();
        List<Blob> blobs = files.stream().map(ForeignFile::blob).toList();
        if (parts.copies().canHold(parts.store(), blobs)) {
            differences.addAll(new ArchiveCheck(parts.engine(), parts.store(), parts.copies(), parts.cancel())
                    .differences(
                            blobs,
                            shape.table(),
                            parts.job().figures(),
                            Optional.of(range.where()),
                            what -> parts.notes().accept("not compared, since " + what)));
        } else {
            parts.notes()
                    .accept("not compared, since local copies of all files would be too large (--cache-bytes): the"
                            + " figures of " + name);
        }
        Digest here = DataFile.rows(receipts(files));
        Digest there = new SourceRows(parts.job(), parts.cancel()).of(source.table(), range.where());
        if (!here.equals(there)) {
            differences.add("digest: " + here + " in the files, " + there + " in the source");
        }
        if (!differences.isEmpty()) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    "the files of " + name + " do not hold the rows that the source has through "
                            + String.join(", ", range.span().through()) + ": " + String.join("; ", differences)
                            + ". Rows were inserted late, updated or deleted, or a file is missing: move away the files"
                            + " from the first difference on, adopt the rest, and go on by --incremental");
        }
        return range.span();
    }

    private static List<DataFile> receipts(List<ForeignFile> files) {
        return files.stream().map(ForeignFile::receipt).toList();
    }

    private static Adoption.Taken taken(Shape shape, List<ForeignFile> files, Optional<KeySpan> span) {
        Map<String, String> origin = new TreeMap<>(shape.key().describe(Map.of()));
        String writer = files.getFirst().writer();
        origin.put(Slice.ADOPTED, writer.isEmpty() ? "unknown" : writer);
        shape.source().map(Shape.Source::id).filter(id -> !id.isEmpty()).ifPresent(id -> origin.put(Plan.SOURCE, id));
        return new Adoption.Taken(
                shape.table().qualifiedName(),
                DataNames.of(shape.table()).key(),
                Planned.hash(shape.table().schema()),
                span.map(known -> known.describe(origin)).orElse(origin),
                receipts(files),
                files.stream().map(ForeignFile::blob).toList());
    }
}
