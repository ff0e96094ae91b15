package dev.slipway.files;

import dev.slipway.data.Type;

/** Reads integers and decimals, most of which are spelt alike. */
final class NumberCell implements Cell {
    private final Cell rest;
    private final int scale;
    private final long least;
    private final long most;

    private NumberCell(Cell rest, int scale, long least, long most) {
        this.rest = rest;
        this.scale = scale;
        this.least = least;
        this.most = most;
    }

    static NumberCell of(Type.Int type, Cell rest) {
        int bits = type.signed() ? type.bits() - 1 : type.bits();
        long most = bits > 62 ? Long.MAX_VALUE : (1L << bits) - 1;
        return new NumberCell(rest, 0, type.signed() ? -most - 1 : 0, most);
    }

    static Cell of(Type.Decimal type, Cell rest) {
        if (type.scale() > Type.Decimal.LONG_PRECISION_MAX) {
            return rest;
        }
        long most = UsualSpelling.power(Math.min(type.precision(), Type.Decimal.LONG_PRECISION_MAX)) - 1;
        return new NumberCell(rest, type.scale(), -most, most);
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        long value = length == 0 ? UsualSpelling.NONE : UsualSpelling.number(data, start, length, scale);
        if (value == UsualSpelling.NONE || value < least || value > most) {
            rest.read(data, start, length, into);
            return;
        }
        switch (into) {
            case LongsBuilder longs -> longs.add(value);
            case IntsBuilder ints -> ints.add((int) value);
            case WidesBuilder wides -> wides.add(value >> 63, value);
            case BytesBuilder bytes -> throw new IllegalStateException("bytes are no number");
            case ListsBuilder lists -> throw new IllegalStateException("lists are no number");
            case StructsBuilder structs -> throw new IllegalStateException("groups are no number");
        }
    }
}
