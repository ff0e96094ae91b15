package dev.slipway.digest;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.data.Validity;
import java.nio.charset.StandardCharsets;

/**
 * Where in a row a value stands and what class it is of, as two 64-bit numbers: what tells the same bytes in two columns,
 * or an integer from a decimal, apart. Grows from the root by names, so that no name can imitate a path.
 */
record Seed(long first, long second) {
    static final Seed ROOT = new Seed(Mix.K1, Mix.K2);

    /** The place named {@code name} below this one. */
    Seed child(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        long[] a = new long[1];
        long[] b = new long[1];
        ByteHash.add(new Column.Bytes(utf8, new int[1], new int[] {utf8.length}, Validity.ALL), 1, this, a, b);
        return new Seed(a[0], b[0]);
    }

    /** This place holding values of the class of {@code type}. */
    Seed of(Type type) {
        return tagged(tag(type));
    }

    private Seed tagged(long tag) {
        return new Seed(Mix.first(first + tag * Mix.K3), Mix.second(second + tag * Mix.K4));
    }

    /** Types with the same tag agree on equal values: widths and precisions do not count, scales and units do. */
    private static long tag(Type type) {
        return switch (type) {
            case Type.Bool b -> 1;
            case Type.Int i -> 2;
            case Type.Floating f -> 3;
            case Type.Decimal d -> 4 | (long) d.scale() << 8;
            case Type.Text t -> 5;
            case Type.Json j -> 5;
            case Type.Bytes b -> 6;
            case Type.Uuid u -> 7;
            case Type.Date d -> 8;
            case Type.Time t -> 9 | unit(t.unit()) << 8;
            case Type.Timestamp t -> 10 | unit(t.unit()) << 8 | (t.utc() ? 1L << 16 : 0);
            case Type.ListOf l -> 11;
            case Type.MapOf m -> 12;
            case Type.Struct s -> 13;
        };
    }

    private static long unit(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1;
            case MICROS -> 2;
            case NANOS -> 3;
        };
    }
}
