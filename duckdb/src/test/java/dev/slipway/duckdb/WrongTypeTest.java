package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongTypeTest {
    private final DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());

    private Path folder = Path.of("");
    private Path file = folder;

    @BeforeAll
    void write(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        file = folder.resolve("types.parquet");
        WrittenByDuckDb.write(new RandomTable(1).rows(tableOfAll(), 20), 1, "COMPRESSION zstd", file);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    private static Table tableOfAll() {
        return table(RandomTable.simpleTypes());
    }

    private static Table table(List<Type> types) {
        List<Field> fields = new ArrayList<>();
        for (Type type : types) {
            fields.add(Field.of("c" + fields.size(), type, true));
        }
        return new Table("", "types", new Schema(fields));
    }

    private static Table table(String name, Type type) {
        return new Table("", "t", new Schema(List.of(Field.of(name, type, true))));
    }

    private Failure refusal(Path path, Table table) {
        try {
            engine.read(path, table).close();
        } catch (Failure failure) {
            return failure;
        }
        throw new AssertionError("nothing was refused for " + table.schema());
    }

    @Test
    void everyTypeIsToldFromEveryOther() {
        List<Type> types = RandomTable.simpleTypes();
        engine.read(file, tableOfAll()).close();
        for (int found = 0; found < types.size(); found++) {
            for (Type expected : types) {
                List<Type> changed = new ArrayList<>(types);
                changed.set(found, expected);
                if (agree(types.get(found), expected)) {
                    engine.read(file, table(changed)).close();
                } else {
                    Failure refusal = refusal(file, table(changed));
                    assertThat(refusal.kind()).isEqualTo(Failure.Kind.CORRUPT);
                    assertThat(refusal.text())
                            .contains(file.toString(), "\"c" + found + '"', expected.toString(), "as ");
                }
            }
        }
    }

    /** DuckDB makes microseconds of milliseconds, and says so of both. */
    private static boolean agree(Type found, Type expected) {
        return found.equals(expected)
                || found instanceof Type.Timestamp one
                        && expected instanceof Type.Timestamp two
                        && one.utc() == two.utc()
                        && one.unit() != Type.Unit.NANOS
                        && two.unit() != Type.Unit.NANOS;
    }

    @Test
    void aValueThatIsNoWholeMillisecondIsRefused() throws SQLException {
        Path path = folder.resolve("micros.parquet");
        WrittenByDuckDb.write("SELECT TIMESTAMP '2024-01-01 00:00:00.000001' AS t", path);
        Type millis = new Type.Timestamp(Type.Unit.MILLIS, false);
        assertThatThrownBy(() -> new DuckDbVerifier(engine).digest(path, table("t", millis)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContaining("micros.parquet");
    }

    @Test
    void aWrongTypeInsideIsNamedByItsPath() throws SQLException {
        Path path = folder.resolve("nested.parquet");
        WrittenByDuckDb.write("SELECT [{'a': MAP {'k': 1}}] AS l", path);
        Field value = Field.of("value", new Type.Int(64, true), true);
        Type map = new Type.MapOf(Field.of("key", new Type.Text(), false), value);
        Type list = new Type.ListOf(Field.of("element", new Type.Struct(List.of(Field.of("a", map, true))), true));
        Failure refusal = refusal(path, table("l", list));
        assertThat(refusal.text()).contains("l.element.a.value").contains("STRUCT(a MAP(VARCHAR, INTEGER))[]");
    }

    @Test
    void aRenamedFieldIsRefused() throws SQLException {
        Path path = folder.resolve("struct.parquet");
        WrittenByDuckDb.write("SELECT {'a': 1, 'b': 2} AS s", path);
        Field a = Field.of("a", new Type.Int(32, true), true);
        Field c = Field.of("c", new Type.Int(32, true), true);
        assertThat(refusal(path, table("s", new Type.Struct(List.of(a, c)))).text())
                .contains("\"s\"", "\"b\"", "\"c\"");
        assertThat(refusal(path, table("s", new Type.Struct(List.of(a)))).text())
                .contains("2 fields, not 1");
    }

    @Test
    void missingAdditionalAndRenamedColumnsAreRefused() throws SQLException {
        Path path = folder.resolve("two.parquet");
        WrittenByDuckDb.write("SELECT 1 AS a, 2 AS b", path);
        Type type = new Type.Int(32, true);
        assertThat(refusal(path, table("a", type)).text()).contains("2 columns, not the 1");
        Field a = Field.of("a", type, true);
        Field c = Field.of("c", type, true);
        assertThat(refusal(path, new Table("", "t", new Schema(List.of(a, c)))).text())
                .contains("column 2 is \"b\", not \"c\"");
    }

    @Test
    void columnsCanBePickedByName() throws SQLException {
        Path path = folder.resolve("pick.parquet");
        WrittenByDuckDb.write("SELECT 1 AS a, 2 AS \"b \"\"c\"", path);
        Type type = new Type.Int(32, true);
        engine.readColumns(path, table("b \"c", type)).close();
        assertThatThrownBy(() -> engine.readColumns(path, table("z", type)).close())
                .isInstanceOf(Failure.class);
    }

    @Test
    void namesThatDifferByCaseAloneAreTwoColumns() throws SQLException {
        Path path = folder.resolve("case.parquet");
        WrittenByDuckDb.write("SELECT 1 AS a, 'x' AS \"A_1\"", path);
        Field a = Field.of("a", new Type.Int(32, true), true);
        Field upper = Field.of("A", new Type.Text(), true);
        engine.read(path, new Table("", "t", new Schema(List.of(a, upper)))).close();
    }
}
