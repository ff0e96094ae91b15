package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.mapping.Form;
import dev.slipway.mapping.FormReader;

/** Reads what mappings have a form for: integers, decimals, truth values and UUIDs. */
final class FormCell implements Cell {
    private final FormReader reader;
    private final Type type;
    private final int unsignedBits;

    FormCell(Form form, Type type) {
        reader = new FormReader(form);
        this.type = type;
        unsignedBits = type instanceof Type.Int whole && !whole.signed() ? whole.bits() : 0;
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        if (!reader.read(data, start, length) || unsignedBits > 0 && !unsigned()) {
            throw Unfit.because(RawText.shown(data, start, start + length) + " is not " + expected());
        }
        switch (into) {
            case IntsBuilder ints -> ints.add((int) reader.low());
            case LongsBuilder longs -> longs.add(reader.low());
            case WidesBuilder wides -> wides.add(reader.high(), reader.low());
            case BytesBuilder bytes -> throw new IllegalStateException("bytes have no form");
            case ListsBuilder lists -> throw new IllegalStateException("lists have no form");
            case StructsBuilder structs -> throw new IllegalStateException("groups have no form");
        }
    }

    private boolean unsigned() {
        return reader.high() == 0 && (unsignedBits == 64 || reader.low() >= 0 && reader.low() >>> unsignedBits == 0);
    }

    private String expected() {
        if (unsignedBits > 0) {
            return "an unsigned integer of " + unsignedBits + " bits";
        }
        return type instanceof Type.Decimal ? reader.expected() + " at most" : reader.expected();
    }
}
