package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LayoutTest {
    private static Layout layout(String text) {
        return new Layout(text, Optional.empty(), true);
    }

    private static Table table(String name, String... columns) {
        return new Table(
                "public",
                name,
                new Schema(Arrays.stream(columns)
                        .map(column -> column.split(" "))
                        .<Field>map(words -> TypeText.field(words[0], words[1]))
                        .toList()));
    }

    private static String folder(Layout layout, Table table, Key key, @Nullable Object... row) {
        Batch batch = RowBatches.tidy(table, List.of(Arrays.asList(row)));
        RowFolders folders = new RowFolders((Folders.ByRow) Folders.of(layout, table, key));
        return folders.name(folders.of(batch)[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hive                        | is no layout; expected by-partition, flat, hive-date or a pattern
            archive/2024                | is no layout
            ''                          | is no layout
            /year={date:yyyy}           | has a folder without a name
            year={date:yyyy}/           | has a folder without a name
            a//b={date:yyyy}            | has a folder without a name
            ../{date:yyyy}              | hidden from readers, or leads elsewhere
            ./{date:yyyy}               | hidden from readers, or leads elsewhere
            a/../{date:yyyy}            | hidden from readers, or leads elsewhere
            _slipway/{date:yyyy}        | hidden from readers, or leads elsewhere
            a={date:yyyy                | wrong at character 3: "{" opens or closes nothing
            a}={date:yyyy}              | wrong at character 2: "}" opens or closes nothing
            a={}                        | wrong at character 3: "{" opens or closes nothing
            year={date}                 | wrong at character 6: {date} says no form
            year={date:yyy}             | wrong at character 6: "yyy" is no form of a date
            year={date:EEE}             | "EEE" is no form of a date
            year={date:-}               | "-" is no form of a date
            year={date:}                | "" is no form of a date
            t={table:x}                 | wrong at character 3: {table} takes no form
            a b={date:yyyy}             | "a b=" has other characters
            ab/c*={date:yyyy}           | wrong at character 4: "c*=" has other characters
            a\\b={date:yyyy}            | has other characters
            """)
    void aPatternThatCannotNameFoldersIsRefusedWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> layout(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aColumnForDatesIsRefusedWhereThereAreNone() {
        assertThatThrownBy(() -> new Layout("flat", Optional.of("at"), true))
                .hasMessageContaining("does not look at dates");
        assertThatThrownBy(() -> new Layout("kind={kind}", Optional.of("at"), true))
                .hasMessageContaining("no {date:…}");
        assertThatThrownBy(() -> new Layout("flat", Optional.empty(), false)).hasMessageContaining("only hive-date");
        assertThatThrownBy(() -> new Layout("hive-date", Optional.of("at"), false))
                .hasMessageContaining("only hive-date");
    }

    @Test
    void aColumnThatIsNotThereOrOfAnotherTypeIsRefusedBeforeAnything() {
        Table table = table("t", "id int64", "kind text?", "at timestamp(micros,utc)?", "tags list<text?>?");
        assertThatThrownBy(() -> Folders.of(layout("k={knd}"), table, Key.NONE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"k={knd}\"", "public.t", "\"knd\"", "id, kind, at, tags");
        assertThatThrownBy(() -> Folders.of(layout("k={kind:yyyy}"), table, Key.NONE))
                .hasMessageContaining("which is text", "expected a date or a timestamp");
        assertThatThrownBy(() -> Folders.of(layout("k={tags}"), table, Key.NONE))
                .hasMessageContaining("which is list<text>", "expected an integer");
        assertThatThrownBy(() -> Folders.of(layout("k={at}"), table, Key.NONE))
                .hasMessageContaining("say a form: {at:yyyy-MM-dd}");
        assertThatThrownBy(() -> Folders.of(layout("y={date:yyyy}"), table, Key.NONE))
                .hasMessageContaining("name a column by --layout-by");
    }

    @ParameterizedTest
    @CsvSource({
        "t_03_2024_02, 2001-01-01T00:00:00, year=2024/month=03/half=02",
        "t_13_2024_02, 2001-01-01T00:00:00, year=2001/month=01/half=01",
        "t_03_2024_03, 2001-01-14T23:59:59, year=2001/month=01/half=01",
        "t_03_24_01,   2001-01-15T00:00:00, year=2001/month=01/half=02",
        "_03_2024_01,  2001-01-01T00:00:00, year=2024/month=03/half=01",
        "t,            2001-12-31T23:59:59, year=2001/month=12/half=02",
        "t,            ,                    public.t"
    })
    void aFileThatIsNotSplitGoesByTheNameOfItsTableThenByItsLastRow(String name, @Nullable String last, String folder) {
        Folders folders = Folders.of(
                new Layout("hive-date", Optional.empty(), false),
                table(name, "at timestamp(micros,local)?"),
                new Key(Optional.of("at"), Optional.empty()));
        String time = last == null ? "00000000T000000Z" : last.replaceAll("[-:]", "") + "Z";
        assertThat(folders.of(new FileName.RowName(time, "--------"))).isEqualTo(folder);
    }

    @Test
    void aTableWithoutATimeGoesByItsNameElseToItsOwnFolder() {
        Folders dated = Folders.of(layout("hive-date"), table("t_12_2023_01", "id int64"), Key.NONE);
        assertThat(dated.of(FileName.RowName.NONE)).isEqualTo("year=2023/month=12/half=01");
        Folders plain = Folders.of(layout("hive-date"), table("t", "id int64"), Key.NONE);
        assertThat(plain.of(FileName.RowName.NONE)).isEqualTo("public.t");
    }

    @Test
    void namesOfTablesMakeOneFolder() {
        Table odd = new Table("a/b", "..", new Schema(List.of(TypeText.field("id", "int64"))));
        assertThat(Folders.of(layout("s={schema}/{table}"), odd, Key.NONE).of(FileName.RowName.NONE))
                .isEqualTo("s=a%2fb/%2e.");
        assertThat(Folders.of(layout("flat"), odd, Key.NONE).of(FileName.RowName.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "..",
                ".",
                "../../etc",
                "_slipway",
                "a/b",
                "a\\b",
                "a=b",
                "50%",
                "%2e",
                "é",
                "日本",
                "😀",
                "a b",
                "\n",
                "\"",
                "'",
                "*",
                "~",
                ".hidden",
                "x.parquet",
                "CON"
            })
    void noValueLeadsElsewhereAndEachComesBack(String value) {
        Table table = table("t", "kind text?");
        String alone = folder(layout("{kind}"), table, Key.NONE, value);
        assertThat(alone).matches("[A-Za-z0-9%][A-Za-z0-9_.%-]*");
        assertThat(URLDecoder.decode(alone, StandardCharsets.UTF_8)).isEqualTo(value);
        String named = folder(layout("kind={kind}/{kind}"), table, Key.NONE, value);
        assertThat(named).endsWith('/' + alone);
        assertThat(URLDecoder.decode(named.substring(5, named.indexOf('/')), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }

    @Test
    void longValuesAreCutAndStayApart() {
        Table table = table("t", "kind text?");
        String one = folder(layout("k={kind}-{kind}"), table, Key.NONE, "é".repeat(5_000) + "1");
        String other = folder(layout("k={kind}-{kind}"), table, Key.NONE, "é".repeat(5_000) + "2");
        assertThat(one).hasSizeLessThanOrEqualTo(200).isNotEqualTo(other).matches("k=(%[0-9a-f]{2})+~[0-9a-f]{8}");
    }

    @Test
    void whatIsMissingHasTheFolderThatHiveKnows() {
        Table table = table("t", "kind text?", "day date?", "at timestamp(nanos,utc)?");
        Layout layout = layout("k={kind}/d={day:yyyy-MM-dd}/h={at:HH}");
        assertThat(folder(layout, table, Key.NONE, null, null, null))
                .isEqualTo("k=__HIVE_DEFAULT_PARTITION__/d=__HIVE_DEFAULT_PARTITION__/h=__HIVE_DEFAULT_PARTITION__");
        assertThat(folder(layout, table, Key.NONE, "", (long) Integer.MAX_VALUE, -1L))
                .isEqualTo("k=__HIVE_DEFAULT_PARTITION__/d=__HIVE_DEFAULT_PARTITION__/h=23");
    }

    @Test
    void columnsWithTheNamesOfOtherThingsAreQuoted() {
        Table table = table("t", "date date", "schema text");
        assertThat(folder(layout("d={\"date\":yyyyMM}/s={\"schema\"}"), table, Key.NONE, 19_723L, "x"))
                .isEqualTo("d=202401/s=x");
    }

    @Test
    void aFooterTellsALayoutAsItIs() {
        for (Layout layout : List.of(
                layout("flat"),
                layout("hive-date"),
                new Layout("hive-date", Optional.empty(), false),
                new Layout("y={date:yyyy}", Optional.of("at"), true))) {
            Map<String, String> metadata = new HashMap<>();
            layout.describe(metadata);
            assertThat(Layout.of(metadata)).contains(layout);
        }
        assertThat(Layout.of(Map.of())).isEmpty();
    }
}
