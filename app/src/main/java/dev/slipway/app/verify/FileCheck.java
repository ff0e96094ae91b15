package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.digest.Digest;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.duckdb.DuckDbVerifier;
import dev.slipway.duckdb.NamedRows;
import dev.slipway.job.FileName;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import dev.slipway.job.UnitName;
import dev.slipway.ledger.DataFile;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks one file, cheapest first: its bytes against the receipt, its pages against their checksums, its rows against the
 * recorded digests, and its name against its rows. A file that nothing vouches for does not pass.
 */
final class FileCheck {
    /** The key columns of files that the seed's scripts wrote, which do not name them. */
    private static final Key SEED_KEY = new Key(Optional.of("uploaded_date"), Optional.of("data_item_id"));

    private final DuckDb engine;
    private final LocalCopies copies;
    private final Optional<Key> askedKey;
    private final Subject subject;
    private final List<String> faults = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int witnesses;
    private long rows;

    private FileCheck(DuckDb engine, LocalCopies copies, Optional<Key> askedKey, Subject subject) {
        this.engine = engine;
        this.copies = copies;
        this.askedKey = askedKey;
        this.subject = subject;
    }

    static Verdict of(DuckDb engine, LocalCopies copies, Optional<Key> askedKey, Subject subject) {
        return new FileCheck(engine, copies, askedKey, subject).run();
    }

    private Verdict run() {
        if (subject.blob().isEmpty()) {
            faults.add("the manifest lists it, but it is not there");
            return new Verdict(subject, faults, unchecked, 0, 0);
        }
        subject.leftover()
                .ifPresent(table -> faults.add("it is not, or not yet, content of " + table
                        + ": an export was stopped while it published, or does so now; run it again"));
        Blob blob = subject.blob().get();
        try (LocalCopies.Lent lent = copies.of(subject.store(), List.of(blob))) {
            check(lent.path(), blob);
        } catch (Failure e) {
            if (e.kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            // The line above already tells which file.
            String about = blob.key() + ": ";
            faults.add(e.text().startsWith(about) ? e.text().substring(about.length()) : e.text());
        }
        if (faults.isEmpty() && witnesses == 0) {
            faults.add("nothing vouches for it: no receipt, no digest in its footer, and a name that says nothing");
        }
        return new Verdict(subject, faults, unchecked, rows, blob.size());
    }

    /** Checks the bytes that were read once, wherever they came from. */
    private void check(Path path, Blob named) {
        Store local = new LocalStore(path.resolveSibling(""));
        Blob blob = local.find(String.valueOf(path.getFileName()))
                .orElseThrow(() -> new Failure(Failure.Kind.UNAVAILABLE, path + " is gone"));
        try {
            boolean intact = checkBytes(local, blob);
            ParquetFile file = ParquetFile.open(local, blob);
            if (file.checkPages().unchecked() > 0 && subject.receipt().isEmpty()) {
                unchecked.add("its writer kept no checksums of pages: their bytes");
            }
            if (intact) {
                checkRows(file, local, blob);
                checkName(file, path, named);
            }
        } catch (Failure e) {
            throw new Failure(
                    e.kind(), e.text().replace(path.toString(), named.key()).replace(blob.key(), named.key()), e);
        }
    }

    /** Every bit of the file, footers and headers included: only the receipt can vouch for those. */
    private boolean checkBytes(Store store, Blob blob) {
        if (subject.receipt().isEmpty()) {
            unchecked.add("no receipt lies beside it: size and SHA-256 of the whole file");
            return true;
        }
        DataFile receipt = subject.receipt().get();
        witnesses++;
        if (blob.size() != receipt.bytes()) {
            faults.add("it has " + blob.size() + " bytes; the receipt says " + receipt.bytes());
            return false;
        }
        String found = Sha256.of(store, blob);
        if (!found.equals(receipt.sha256())) {
            faults.add("its SHA-256 is " + found + "; the receipt says " + receipt.sha256());
            return false;
        }
        return true;
    }

    private void checkRows(ParquetFile file, Store store, Blob blob) {
        rows = file.rows();
        Optional<String> recorded = Optional.ofNullable(file.metadata().get("slipway.digest"));
        if (recorded.isPresent() || subject.receipt().isPresent()) {
            Digest found = new DuckDbVerifier(engine).digest(store, blob);
            recorded.ifPresent(text -> compare(found.toString(), text, "the footer"));
            subject.receipt()
                    .ifPresent(
                            receipt -> compare(found.toString(), receipt.rows().toString(), "the receipt"));
        } else {
            unchecked.add("its footer holds no digest of Slipway: the rows' content");
        }
    }

    private void compare(String found, String recorded, String where) {
        witnesses++;
        if (!found.equals(recorded)) {
            faults.add("its rows read as " + found + "; " + where + " says " + recorded);
        }
    }

    private void checkName(ParquetFile file, Path path, Blob blob) {
        String named = file.metadata().get(UnitName.KEY);
        if (named != null) {
            checkGiven(named, blob);
            return;
        }
        Optional<FileName> name = FileName.parse(blob.key());
        if (name.isEmpty()) {
            unchecked.add("its name does not follow the grammar …_rows-N.parquet: rows, first and last row");
            return;
        }
        witnesses++;
        Key key = key(file);
        if (!hasColumns(file, key)) {
            return;
        }
        NamedRows found = engine.namedRows(path, key);
        compareName(
                "rows", Long.toString(found.rows()), Long.toString(name.get().rows()));
        compareName("first time", found.first().time(), name.get().first().time());
        compareName("first id", found.first().id(), name.get().first().id());
        compareName("last time", found.last().time(), name.get().last().time());
        compareName("last id", found.last().id(), name.get().last().id());
        checkFolder(file, blob, path, name.get());
    }

    /** A name that its rows have no part in. A copy elsewhere may be called anything. */
    private void checkGiven(String named, Blob blob) {
        if (UnitName.isOf(named, blob.key())) {
            witnesses++;
        } else if (subject.receipt().isPresent()) {
            faults.add("it is called " + blob.key() + "; its footer says " + named);
        } else {
            unchecked.add("it is not called as it was written: its name");
        }
    }

    /** A copy elsewhere may have lost its folder; what a manifest lists stands where it was put. */
    private void checkFolder(ParquetFile file, Blob blob, Path path, FileName name) {
        try {
            Optional<Set<String>> folders = FolderCheck.of(engine, path, file, name, footerKey(file));
            String there = blob.key().substring(0, Math.max(0, blob.key().lastIndexOf('/')));
            if (folders.isEmpty() || folders.get().equals(Set.of(there))) {
                return;
            }
            if (folders.get().size() > 1) {
                faults.add("its rows belong into several folders, such as " + String.join(" and ", folders.get()));
            } else if (subject.receipt().isPresent()) {
                faults.add("it stands in \"" + there + "\"; its rows belong into \""
                        + folders.get().iterator().next() + '"');
            } else {
                unchecked.add("it is not where it was written: its folder");
            }
        } catch (IllegalArgumentException e) {
            faults.add("its footer tells a layout that there is not: " + e.getMessage());
        }
    }

    /** A key that was asked for may not be this file's. */
    private boolean hasColumns(ParquetFile file, Key key) {
        List<String> missing = Stream.concat(key.time().stream(), key.id().stream())
                .filter(column -> file.table().schema().position(column).isEmpty())
                .toList();
        missing.forEach(
                column -> faults.add("it has no column \"" + column + "\", by which its name would be checked"));
        return missing.isEmpty();
    }

    private void compareName(String what, String found, String named) {
        if (!found.equals(named)) {
            faults.add("its " + what + " is " + found + "; its name says " + named);
        }
    }

    /** As asked for; else as our footer says; else as the seed's scripts had it, where such columns are. */
    private Key key(ParquetFile file) {
        Optional<Key> told = askedKey.or(subject::key);
        if (told.isPresent()) {
            return told.get();
        }
        if (file.metadata().containsKey("slipway.table")) {
            return footerKey(file);
        }
        return seedKey(file.table().schema());
    }

    /** The key columns that the seed's scripts name files by, as far as they are there. */
    static Key seedKey(Schema schema) {
        return new Key(
                SEED_KEY.time().filter(column -> has(schema, column, true)),
                SEED_KEY.id().filter(column -> has(schema, column, false)));
    }

    private static Key footerKey(ParquetFile file) {
        return new Key(
                Optional.ofNullable(file.metadata().get("slipway.key.time")),
                Optional.ofNullable(file.metadata().get("slipway.key.id")));
    }

    private static boolean has(Schema schema, String column, boolean time) {
        return schema.position(column).stream()
                .mapToObj(position -> schema.fields().get(position).type())
                .anyMatch(type -> time ? KeyRange.canBeTime(type) : KeyRange.canBeId(type));
    }
}
