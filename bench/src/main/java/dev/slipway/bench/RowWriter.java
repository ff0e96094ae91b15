package dev.slipway.bench;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Tells parquet-java the values of a row, straight from our columns: no object for a row or a number. */
final class RowWriter extends WriteSupport<RowWriter.Row> {
    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    private final MessageType schema;
    private final String[] names;
    private @Nullable RecordConsumer consumer;

    /** A row of a batch; the same object for all of them. */
    static final class Row {
        private final Column[] columns;
        int index;

        Row(List<Column> columns) {
            this.columns = columns.toArray(Column[]::new);
        }
    }

    RowWriter(Table table) {
        List<Field> fields = table.schema().fields();
        schema = new MessageType(
                table.name(), fields.stream().map(RowWriter::type).toList());
        names = fields.stream().map(Field::name).toArray(String[]::new);
    }

    private static org.apache.parquet.schema.Type type(Field field) {
        if (field.type() instanceof Type.ListOf list) {
            Field element = list.element();
            Field named = new Field(ELEMENT, element.type(), element.nullable(), 0, Map.of());
            return (field.nullable() ? Types.optionalGroup() : Types.requiredGroup())
                    .as(LogicalTypeAnnotation.listType())
                    .addField(Types.repeatedGroup().addField(type(named)).named(LIST))
                    .named(field.name());
        }
        return switch (field.type()) {
            case Type.Int integer when integer.bits() == 64 -> primitive(field, PrimitiveTypeName.INT64, null);
            case Type.Int integer when integer.bits() == 32 -> primitive(field, PrimitiveTypeName.INT32, null);
            case Type.Int integer ->
                primitive(
                        field,
                        PrimitiveTypeName.INT32,
                        LogicalTypeAnnotation.intType(integer.bits(), integer.signed()));
            case Type.Decimal decimal ->
                primitive(
                        field,
                        PrimitiveTypeName.INT64,
                        LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision()));
            case Type.Text text -> primitive(field, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
            case Type.Json json -> primitive(field, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.jsonType());
            case Type.Bytes bytes -> primitive(field, PrimitiveTypeName.BINARY, null);
            case Type.Date date -> primitive(field, PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
            case Type.Timestamp timestamp ->
                primitive(
                        field,
                        PrimitiveTypeName.INT64,
                        LogicalTypeAnnotation.timestampType(timestamp.utc(), unit(timestamp.unit())));
            case Type.Bool other -> throw ArrowSchema.unfit(other);
            case Type.Floating other -> throw ArrowSchema.unfit(other);
            case Type.Uuid other -> throw ArrowSchema.unfit(other);
            case Type.Time other -> throw ArrowSchema.unfit(other);
            case Type.ListOf other -> throw ArrowSchema.unfit(other);
            case Type.MapOf other -> throw ArrowSchema.unfit(other);
            case Type.Struct other -> throw ArrowSchema.unfit(other);
        };
    }

    private static PrimitiveType primitive(
            Field field, PrimitiveTypeName carrier, @Nullable LogicalTypeAnnotation meaning) {
        Types.PrimitiveBuilder<PrimitiveType> builder =
                field.nullable() ? Types.optional(carrier) : Types.required(carrier);
        return (meaning == null ? builder : builder.as(meaning)).named(field.name());
    }

    private static TimeUnit unit(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLIS;
            case MICROS -> TimeUnit.MICROS;
            case NANOS -> TimeUnit.NANOS;
        };
    }

    @Override
    @SuppressWarnings("deprecation") // abstract there
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        RecordConsumer to = Objects.requireNonNull(consumer);
        to.startMessage();
        for (int i = 0; i < row.columns.length; i++) {
            Column column = row.columns[i];
            if (!column.validity().isNull(row.index)) {
                to.startField(names[i], i);
                write(to, column, row.index);
                to.endField(names[i], i);
            }
        }
        to.endMessage();
    }

    private static void write(RecordConsumer to, Column column, int row) {
        switch (column) {
            case Column.Ints ints -> to.addInteger(ints.values()[row]);
            case Column.Longs longs -> to.addLong(longs.values()[row]);
            case Column.Bytes bytes ->
                to.addBinary(Binary.fromReusedByteArray(bytes.data(), bytes.starts()[row], bytes.lengths()[row]));
            case Column.Lists lists -> writeList(to, lists, row);
            case Column.Wides wides -> throw new IllegalArgumentException("no 128-bit columns here: " + wides);
            case Column.Structs structs -> throw new IllegalArgumentException("no structs here: " + structs);
        }
    }

    private static void writeList(RecordConsumer to, Column.Lists lists, int row) {
        int from = lists.offsets()[row];
        int until = lists.offsets()[row + 1];
        to.startGroup();
        if (from < until) {
            to.startField(LIST, 0);
            for (int i = from; i < until; i++) {
                to.startGroup();
                if (!lists.elements().validity().isNull(i)) {
                    to.startField(ELEMENT, 0);
                    write(to, lists.elements(), i);
                    to.endField(ELEMENT, 0);
                }
                to.endGroup();
            }
            to.endField(LIST, 0);
        }
        to.endGroup();
    }
}
