package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.mapping.Form;

/** Reads a text as a value of one column, exactly or not at all. Not thread-safe. */
interface Cell {
    /** Adds what a text in UTF-8 spells. */
    void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit;

    /** The reader for a column that has a text for each value. */
    static Cell of(FileColumn column) {
        Reading reading = column.reading();
        return switch (column.type()) {
            case Type.Text t -> (data, start, length, into) -> ((BytesBuilder) into).add(data, start, length);
            case Type.Json j -> reading.format().isPresent() ? new QuotedCell() : new JsonCell();
            case Type.Bytes b -> new BytesCell(reading.format().orElse(BytesCell.BASE64));
            case Type.Bool b -> truth(reading, b);
            case Type.Int i -> NumberCell.of(i, new FormCell(whole(i), i));
            case Type.Decimal d -> NumberCell.of(d, new FormCell(new Form.Decimal(d.precision(), d.scale()), d));
            case Type.Uuid u -> new FormCell(new Form.Uuid(), column.type());
            case Type.Floating f -> new FloatCell(f.bits(), reading.inexact());
            case Type.Date d -> new DateCell();
            case Type.Time t -> new TimeCell(t.unit());
            case Type.Timestamp t ->
                reading.format().isPresent()
                        ? new EpochCell(t.unit(), reading.format().get())
                        : new TimestampCell(t, reading.zone());
            case Type.ListOf l -> new NestedCell(column);
            case Type.MapOf m -> new NestedCell(column);
            case Type.Struct s -> new NestedCell(column);
        };
    }

    private static Cell truth(Reading reading, Type type) {
        String[] words = reading.format().orElse("true/false").split("/", -1);
        return new TruthCell(words[0], words[1], new FormCell(new Form.Truth(words[0], words[1]), type));
    }

    /** Unsigned integers of 64 bits are beyond the signed ones, but not beyond decimals. */
    private static Form whole(Type.Int type) {
        return type.signed()
                ? new Form.Whole(type.bits())
                : type.bits() == 64 ? new Form.Decimal(20, 0) : new Form.Whole(64);
    }
}
