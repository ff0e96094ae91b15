package dev.slipway.mapping;

import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import java.util.List;

/** Numbers for fields that a mapping adds: above all that are there; none, if there are none. */
final class FieldIds {
    private int last;

    private FieldIds(int last) {
        this.last = last;
    }

    static FieldIds above(Schema schema) {
        return new FieldIds(largest(schema.fields()));
    }

    private static int largest(List<Field> fields) {
        return fields.stream()
                .mapToInt(field -> Math.max(field.id(), largest(children(field.type()))))
                .max()
                .orElse(0);
    }

    private static List<Field> children(Type type) {
        if (type instanceof Type.ListOf list) {
            return List.of(list.element());
        }
        if (type instanceof Type.MapOf map) {
            return List.of(map.key(), map.value());
        }
        return type instanceof Type.Struct struct ? struct.fields() : List.of();
    }

    int next() {
        last += last == 0 ? 0 : 1;
        return last;
    }
}
