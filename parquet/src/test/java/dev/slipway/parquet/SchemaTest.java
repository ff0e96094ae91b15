package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.VersionParser;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.junit.jupiter.api.Test;

final class SchemaTest {
    private static final ParquetFormat FORMAT = new ParquetFormat(ParquetSettings.DEFAULT);

    private static FileMetaData footer(Field... fields) {
        Table table = new Table("", "t", new Schema(List.of(fields)));
        return Footers.of(Written.bytes(FORMAT, table, List.of()));
    }

    private static SchemaElement only(Type type) {
        return footer(Field.of("c", type, false)).getSchema().get(1);
    }

    @Test
    void localTimesAndNanosecondsHaveNoConvertedType() {
        for (Type.Unit unit : Type.Unit.values()) {
            SchemaElement local = only(new Type.Timestamp(unit, false));
            assertThat(local.isSetConverted_type()).isFalse();
            assertThat(local.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC())
                    .isFalse();
            SchemaElement time = only(new Type.Time(unit));
            assertThat(time.isSetConverted_type()).isFalse();
            assertThat(time.getLogicalType().getTIME().isIsAdjustedToUTC()).isFalse();
            SchemaElement instant = only(new Type.Timestamp(unit, true));
            assertThat(instant.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC())
                    .isTrue();
            assertThat(instant.isSetConverted_type()).isEqualTo(unit != Type.Unit.NANOS);
        }
    }

    @Test
    void listsAndMapsHaveTheirThreeLevels() {
        Field element = new Field("anything", new Type.Text(), true, 11, Map.of());
        Field key = new Field("k", new Type.Text(), false, 13, Map.of());
        Field value = new Field("v", new Type.Int(16, true), true, 14, Map.of());
        List<SchemaElement> schema = footer(
                        new Field("l", new Type.ListOf(element), true, 10, Map.of()),
                        new Field("m", new Type.MapOf(key, value), false, 12, Map.of()))
                .getSchema();
        assertThat(schema)
                .extracting(SchemaElement::getName)
                .containsExactly("schema", "l", "list", "element", "m", "key_value", "key", "value");
        assertThat(schema.get(1).getConverted_type()).isEqualTo(ConvertedType.LIST);
        assertThat(schema.get(1).getLogicalType().isSetLIST()).isTrue();
        assertThat(schema.get(4).getLogicalType().isSetMAP()).isTrue();
        assertThat(schema.get(2).getRepetition_type()).isEqualTo(FieldRepetitionType.REPEATED);
        assertThat(schema.get(5).getRepetition_type()).isEqualTo(FieldRepetitionType.REPEATED);
        assertThat(schema.get(6).getRepetition_type()).isEqualTo(FieldRepetitionType.REQUIRED);
        // Groups have field ids as well.
        assertThat(List.of(1, 3, 4, 6, 7))
                .allSatisfy(i -> assertThat(schema.get(i).getField_id())
                        .isEqualTo(Map.of(1, 10, 3, 11, 4, 12, 6, 13, 7, 14).get(i)));
    }

    @Test
    void thereIsAColumnOrderForEachLeaf() {
        Field pair = Field.of(
                "s",
                new Type.Struct(List.of(Field.of("a", new Type.Bool(), true), Field.of("b", new Type.Bool(), true))),
                true);
        FileMetaData footer = footer(pair, Field.of("l", new Type.ListOf(pair), true));
        assertThat(footer.getColumn_orders()).hasSize(4);
    }

    @Test
    void decimalsTakeTheFewestBytes() {
        int[][] widths = {{19, 9}, {20, 9}, {21, 9}, {22, 10}, {28, 12}, {38, 16}};
        for (int[] width : widths) {
            assertThat(only(new Type.Decimal(width[0], 0)).getType_length()).isEqualTo(width[1]);
        }
        assertThat(only(new Type.Decimal(9, 0)).getType()).isEqualTo(org.apache.parquet.format.Type.INT32);
        assertThat(only(new Type.Decimal(10, 0)).getType()).isEqualTo(org.apache.parquet.format.Type.INT64);
    }

    @Test
    void sortingColumnsAreStatedOnlyWhenAsserted() {
        Table table = new Table(
                "",
                "t",
                new Schema(List.of(Field.of("a", new Type.Text(), true), Field.of("b", new Type.Date(), true))));
        Column text = new Column.Bytes(new byte[2], new int[1], new int[] {1}, Validity.ALL);
        Batch batch = new Batch(table, 1, List.of(text, new Column.Ints(new int[1], Validity.ALL)));
        byte[] plain = Written.bytes(FORMAT, table, List.of(batch));
        assertThat(Footers.of(plain).getRow_groups().getFirst().isSetSorting_columns())
                .isFalse();
        ParquetFormat sorted = new ParquetFormat(ParquetSettings.DEFAULT.withSorting(List.of("b", "a")));
        byte[] bytes = Written.bytes(sorted, table, List.of(batch));
        assertThat(BytesStore.open(bytes).rowGroups().getFirst().sorting()).containsExactly("b", "a");
    }

    @Test
    void parquetJavaCanParseWhoWroteTheFile() throws VersionParser.VersionParseException {
        VersionParser.ParsedVersion version =
                VersionParser.parse(footer(Field.of("c", new Type.Bool(), true)).getCreated_by());
        assertThat(version.application).isEqualTo("slipway");
        assertThat(version.version).isEqualTo("0.1.0");
    }

    @Test
    void aDictionaryOfOneEntryHasWidthZero() {
        Table table = new Table("", "t", new Schema(List.of(Field.of("c", new Type.Int(64, true), false))));
        Batch batch = new Batch(table, 1000, List.of(new Column.Longs(new long[1000], Validity.ALL)));
        ParquetFormat format = new ParquetFormat(
                ParquetSettings.DEFAULT.withCodec(new Codec.None()), new HashMap<>(Map.of("c", Coding.DICTIONARY)));
        byte[] bytes = Written.bytes(format, table, List.of(batch));
        IndexedPage page = BytesStore.open(bytes).pages(0, 0).getFirst();
        // Width, and a run of 1000: nothing is stored for its value.
        byte[] body = {0, (byte) 0xD0, 0x0F};
        int end = (int) (page.offset() + page.bytes());
        assertThat(Arrays.copyOfRange(bytes, end - 3, end)).isEqualTo(body);
    }
}
