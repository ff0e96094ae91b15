package dev.slipway.parquet;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** What parquet-java reads from a file, page checksums verified. */
final class JavaJudge {
    private JavaJudge() {}

    /** The rows, in the form of {@link RowTexts}. */
    static List<String> rows(Path file, Table table) {
        return rows(file, table, FilterCompat.NOOP, false);
    }

    /** The rows that a predicate leaves: with the help of all that can exclude row groups and pages, or without. */
    static List<String> filtered(Path file, Table table, FilterPredicate predicate, boolean pruned) {
        return rows(file, table, FilterCompat.get(predicate), pruned);
    }

    private static List<String> rows(Path file, Table table, FilterCompat.Filter filter, boolean pruned) {
        ParquetReadOptions options = ParquetReadOptions.builder()
                .usePageChecksumVerification(true)
                .withRecordFilter(filter)
                .useStatsFilter(pruned)
                .useColumnIndexFilter(pruned)
                .useDictionaryFilter(pruned)
                .useBloomFilter(false)
                .build();
        List<String> rows = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            for (PageReadStore pages = next(reader, filter); pages != null; pages = next(reader, filter)) {
                RecordReader<Group> records = columns.getRecordReader(pages, new GroupRecordConverter(schema), filter);
                for (long i = 0; i < pages.getRowCount(); i++) {
                    Group group = records.read();
                    if (group != null && !records.shouldSkipCurrentRecord()) {
                        rows.add(row(group, table.schema().fields(), "|"));
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError("parquet-java refuses " + file, e);
        }
        return rows;
    }

    private static PageReadStore next(ParquetFileReader reader, FilterCompat.Filter filter) throws IOException {
        return filter == FilterCompat.NOOP ? reader.readNextRowGroup() : reader.readNextFilteredRowGroup();
    }

    private static String row(Group group, List<Field> fields, String separator) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            values.add(value(group, i, fields.get(i).type()));
        }
        return String.join(separator, values);
    }

    private static String value(Group group, int field, Type type) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return "null";
        }
        return switch (type) {
            case Type.ListOf list -> {
                Group outer = group.getGroup(field, 0);
                List<String> values = new ArrayList<>();
                for (int i = 0; i < outer.getFieldRepetitionCount(0); i++) {
                    values.add(value(outer.getGroup(0, i), 0, list.element().type()));
                }
                yield "[" + String.join(",", values) + "]";
            }
            case Type.MapOf map -> {
                Group outer = group.getGroup(field, 0);
                List<String> values = new ArrayList<>();
                for (int i = 0; i < outer.getFieldRepetitionCount(0); i++) {
                    Group entry = outer.getGroup(0, i);
                    values.add(value(entry, 0, map.key().type()) + "="
                            + value(entry, 1, map.value().type()));
                }
                yield "{" + String.join(",", values) + "}";
            }
            case Type.Struct struct -> "(" + row(group.getGroup(field, 0), struct.fields(), ",") + ")";
            case Type.Bool bool -> Boolean.toString(group.getBoolean(field, 0));
            case Type.Floating floating ->
                floating.bits() == 32
                        ? RowTexts.floating(group.getFloat(field, 0))
                        : RowTexts.floating(group.getDouble(field, 0));
            case Type.Text text -> RowTexts.quoted(group.getString(field, 0));
            case Type.Json json -> RowTexts.quoted(group.getString(field, 0));
            case Type.Bytes bytes -> RowTexts.hex(group.getBinary(field, 0).getBytesUnsafe());
            case Type.Uuid uuid -> wide(uuid, group.getBinary(field, 0));
            case Type.Decimal decimal ->
                decimal.fitsLong() ? number(decimal, group, field) : wide(decimal, group.getBinary(field, 0));
            case Type.Int whole -> number(whole, group, field);
            case Type.Date date -> number(date, group, field);
            case Type.Time time -> number(time, group, field);
            case Type.Timestamp timestamp -> number(timestamp, group, field);
        };
    }

    private static String number(Type type, Group group, int field) {
        return RowTexts.number(
                type,
                group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()
                                == org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32
                        ? group.getInteger(field, 0)
                        : group.getLong(field, 0));
    }

    private static String wide(Type type, Binary binary) {
        BigInteger value = new BigInteger(binary.getBytesUnsafe());
        Column.Wides column = new Column.Wides(
                new long[] {value.shiftRight(64).longValue()}, new long[] {value.longValue()}, Validity.ALL);
        return RowTexts.value(type, column, 0);
    }
}
