package dev.slipway.parquet;

import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.SchemaElement;

/**
 * A table's schema in Parquet's terms (LogicalTypes.md): its elements in depth-first order, and its leaves. Lists are {@code
 * list.element}, maps {@code key_value} with a required key.
 */
final class SchemaTree {
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    SchemaTree(Table table) {
        List<Field> fields = table.schema().fields();
        elements.add(new SchemaElement("schema").setNum_children(fields.size()));
        for (Field field : fields) {
            add(field, field.name(), new Place(List.of(), 0, 0));
        }
    }

    List<SchemaElement> elements() {
        return elements;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** Where a field hangs: the names above it, and the levels that they take. */
    private record Place(List<String> path, int definition, int repetition) {
        Place under(String name, int moreDefinition, int moreRepetition) {
            List<String> names = new ArrayList<>(path);
            names.add(name);
            return new Place(List.copyOf(names), definition + moreDefinition, repetition + moreRepetition);
        }
    }

    private void add(Field field, String name, Place parent) {
        SchemaElement element = new SchemaElement(name)
                .setRepetition_type(field.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        if (field.id() != 0) {
            element.setField_id(field.id());
        }
        elements.add(element);
        Place place = parent.under(name, field.nullable() ? 1 : 0, 0);
        if (field.type() instanceof Type.ListOf list) {
            element.setNum_children(1)
                    .setConverted_type(ConvertedType.LIST)
                    .setLogicalType(LogicalType.LIST(new ListType()));
            repeated("list", 1);
            add(list.element(), "element", place.under("list", 1, 1));
        } else if (field.type() instanceof Type.MapOf map) {
            element.setNum_children(1)
                    .setConverted_type(ConvertedType.MAP)
                    .setLogicalType(LogicalType.MAP(new MapType()));
            repeated("key_value", 2);
            add(map.key(), "key", place.under("key_value", 1, 1));
            add(map.value(), "value", place.under("key_value", 1, 1));
        } else if (field.type() instanceof Type.Struct struct) {
            element.setNum_children(struct.fields().size());
            struct.fields().forEach(child -> add(child, child.name(), place));
        } else {
            leaf(field.type(), element, place);
        }
    }

    private void repeated(String name, int children) {
        elements.add(new SchemaElement(name)
                .setRepetition_type(FieldRepetitionType.REPEATED)
                .setNum_children(children));
    }

    private void leaf(Type type, SchemaElement element, Place place) {
        Storage storage = Storage.of(type);
        element.setType(storage.physical());
        if (storage.physical() == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(storage.width());
        }
        Annotation.of(type).ifPresent(annotation -> annotation.applyTo(element));
        leaves.add(new Leaf(place.path(), type, storage, place.definition(), place.repetition()));
    }
}
