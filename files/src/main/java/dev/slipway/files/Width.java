package dev.slipway.files;

import dev.slipway.data.Field;
import dev.slipway.data.Type;

/**
 * How much memory the elements of lists take, apart from their bytes. A list of a few characters for each element, which
 * become some hundred bytes, must not fill memory.
 */
final class Width {
    private static final long BYTES_MAX = 256L << 20;

    private Width() {}

    /** How many elements of a type the lists of one batch may have. */
    static long elementsMax(Type type) {
        return Math.min(BYTES_MAX / of(type), Integer.MAX_VALUE / 2);
    }

    /** Refuses a list that makes {@code elements} too many. */
    static void check(ColumnBuilder elements, long elementsMax) throws Unfit {
        if (elements.rows() > elementsMax) {
            throw Unfit.because("has more than " + elementsMax + " elements, which is more than memory is meant for");
        }
    }

    private static long of(Type type) {
        return switch (type) {
            case Type.Bool b -> 4;
            case Type.Int i -> 8;
            case Type.Floating f -> 8;
            case Type.Decimal d -> 16;
            case Type.Text t -> 8;
            case Type.Bytes b -> 8;
            case Type.Uuid u -> 16;
            case Type.Json j -> 8;
            case Type.Date d -> 4;
            case Type.Time t -> 8;
            case Type.Timestamp t -> 8;
            case Type.ListOf l -> 4;
            case Type.MapOf m -> 4;
            case Type.Struct s ->
                s.fields().stream().map(Field::type).mapToLong(Width::of).sum();
        };
    }
}
