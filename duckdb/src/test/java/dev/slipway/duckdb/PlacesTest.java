package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private final Table table = new Table("", "t", new Schema(List.of(Field.of("a", new Type.Int(64, true), true))));

    @TempDir
    private Path folder;

    private void write(Path file, long rows) throws SQLException, IOException {
        Path plain = folder.resolve("plain");
        WrittenByDuckDb.write("SELECT range AS a FROM range(" + rows + ")", plain);
        Files.createDirectories(file.getParent());
        Files.move(plain, file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a*b.parquet",
                "wh?t.parquet",
                "[ab].parquet",
                "it's.parquet",
                "back\\slash.parquet",
                "{a,b}.parquet",
                "year=2024/month=02/x.parquet",
                "ünïcode 🛳.parquet",
                "_slipway/staging/0123",
                "s3:/x.gz"
            })
    void aFileIsFoundByItsNameWhateverThatIs(String name) throws SQLException, IOException {
        Path file = folder.resolve(name);
        write(file, 7);
        write(folder.resolve("a-b.parquet"), 1);
        write(folder.resolve("what.parquet"), 1);
        write(folder.resolve("a.parquet"), 1);
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            assertThat(new DuckDbVerifier(engine).digest(file, table).rows()).isEqualTo(7);
            assertThat(engine.figures(List.of(file), table).rows()).isEqualTo(7);
        }
    }

    @Test
    void aPathThatDuckDbCannotNameIsRefused() {
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel())) {
            assertThatThrownBy(() ->
                            engine.read(folder.resolve("a\\b*.parquet"), table).close())
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                    .hasMessageContaining("backslash");
        }
    }

    @Test
    void whatIsNotLocalIsCopiedAndTheCopyRemoved() throws SQLException, IOException {
        write(folder.resolve("lake/x.parquet"), 5);
        Files.writeString(folder.resolve("lake/bad.parquet"), "no");
        RemoteStore store = new RemoteStore(new LocalStore(folder.resolve("lake")));
        Path temporary = folder.resolve("tmp");
        Blob blob = store.find("x.parquet").orElseThrow();
        Blob bad = store.find("bad.parquet").orElseThrow();
        DuckDb.Settings settings = new DuckDb.Settings(1, 128L << 20, Optional.of(temporary));
        try (DuckDb engine = DuckDb.open(settings, new Cancel())) {
            DuckDbVerifier verifier = new DuckDbVerifier(engine);
            assertThat(verifier.digest(store, blob).rows()).isEqualTo(5);
            assertThat(temporary).isEmptyDirectory();
            assertThatThrownBy(() -> new DuckDbVerifier(engine, copy -> table).digest(store, bad))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("bad.parquet");
            assertThat(temporary).isEmptyDirectory();
        }
    }
}
