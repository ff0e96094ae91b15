package dev.slipway.app.restore;

import dev.slipway.Failure;
import dev.slipway.app.verify.Subject;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.ledger.DataFile;
import dev.slipway.mapping.FileFooter;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.postgres.Archive;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stored file as part of an archive: its bytes are compared with its receipt before DuckDB reads its rows. */
final class ArchiveFile implements Archive.File {
    private final DuckDb engine;
    private final LocalCopies copies;
    private final Subject subject;
    private final Blob blob;
    private final ParquetFile footer;
    private final String sha256;

    private ArchiveFile(DuckDb engine, LocalCopies copies, Subject subject, Blob blob) {
        this.engine = engine;
        this.copies = copies;
        this.subject = subject;
        this.blob = blob;
        footer = ParquetFile.open(subject.store(), blob);
        sha256 = subject.receipt().map(DataFile::sha256).orElseGet(() -> Sha256.of(subject.store(), blob));
    }

    /** @throws Failure CORRUPT when it is not there, or not as large as its receipt says, or no Parquet file */
    static ArchiveFile open(DuckDb engine, LocalCopies copies, Subject subject) {
        Blob blob = subject.blob()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.CORRUPT, subject.shown() + " is listed in the manifest, but it is not there"));
        subject.receipt().filter(receipt -> receipt.bytes() != blob.size()).ifPresent(receipt -> {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    subject.shown() + " has " + blob.size() + " bytes; the receipt says " + receipt.bytes());
        });
        subject.leftover().ifPresent(table -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    subject.shown() + " is not, or not yet, content of " + table
                            + ": an export was stopped while it published, or does so now; run it again first");
        });
        return new ArchiveFile(engine, copies, subject, blob);
    }

    Table table() {
        return footer.table();
    }

    Map<String, String> metadata() {
        return footer.metadata();
    }

    FileFooter said() {
        return new FileFooter(shown(), footer.createdBy(), table(), metadata(), footer.rows());
    }

    String shown() {
        return subject.shown();
    }

    @Override
    public String name() {
        return blob.key();
    }

    @Override
    public String sha256() {
        return sha256;
    }

    @Override
    public long bytes() {
        return blob.size();
    }

    @Override
    public long rowCount() {
        return footer.rows();
    }

    @Override
    public Optional<Digest> digest() {
        return subject.receipt().map(DataFile::rows).or(() -> Optional.ofNullable(
                        footer.metadata().get("slipway.digest"))
                .map(this::parsed));
    }

    private Digest parsed(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.CORRUPT, shown() + ": its footer's slipway.digest is no digest: " + text, e);
        }
    }

    @Override
    public Batches read() {
        String found = Sha256.of(subject.store(), blob);
        if (!found.equals(sha256)) {
            throw new Failure(
                    Failure.Kind.CORRUPT, shown() + ": its SHA-256 is " + found + "; the receipt says " + sha256);
        }
        LocalCopies.Lent lent = copies.of(subject.store(), List.of(blob));
        boolean open = false;
        try {
            Batches rows = new LentRows(engine.read(lent.path(), table()), lent);
            open = true;
            return rows;
        } finally {
            if (!open) {
                lent.close();
            }
        }
    }
}
