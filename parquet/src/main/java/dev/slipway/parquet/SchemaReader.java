package dev.slipway.parquet;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/** Turns any file's schema into fields (Parquet format, LogicalTypes.md with its rules for older lists and maps). */
final class SchemaReader {
    private static final int DEPTH_MAX = 200;

    private final List<SchemaElement> elements;
    private final Ranges ranges;
    private final List<FileLeaf> leaves = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private int at;

    /** An element with what stands below it. */
    private record Node(SchemaElement element, List<Node> children, Type type) {
        boolean repeated() {
            return element.getRepetition_type() == FieldRepetitionType.REPEATED;
        }

        boolean nullable() {
            return element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
        }
    }

    SchemaReader(List<SchemaElement> elements, Ranges ranges) {
        this.elements = elements;
        this.ranges = ranges;
        if (elements.isEmpty()) {
            throw ranges.corrupt("its schema is empty");
        }
        SchemaElement root = elements.get(at++);
        List<Node> children = children(root, "", false, 0);
        if (at != elements.size()) {
            throw ranges.corrupt("its schema has " + elements.size() + " elements, and only " + at + " have a place");
        }
        Set<String> names = new HashSet<>();
        for (Node child : children) {
            String name = name(child.element(), fields.size());
            while (!names.add(name)) {
                name += " (" + fields.size() + ')';
            }
            fields.add(field(child, name));
        }
    }

    List<FileLeaf> leaves() {
        return leaves;
    }

    List<Field> fields() {
        return fields;
    }

    private List<Node> children(SchemaElement parent, String path, boolean repeated, int depth) {
        if (depth > DEPTH_MAX) {
            throw ranges.refused("its schema is nested more than " + DEPTH_MAX + " deep");
        }
        if (parent.getNum_children() < 0 || parent.getNum_children() > elements.size() - at) {
            throw ranges.corrupt("\"" + path + "\" is said to have " + parent.getNum_children() + " fields, where "
                    + (elements.size() - at) + " elements are left");
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < parent.getNum_children(); i++) {
            if (at == elements.size()) {
                throw ranges.corrupt("its schema ends within \"" + path + '"');
            }
            children.add(node(elements.get(at++), path, repeated, depth));
        }
        return children;
    }

    private Node node(SchemaElement element, String parent, boolean repeated, int depth) {
        String path = parent.isEmpty() ? element.getName() : parent + '.' + element.getName();
        boolean inner = repeated || element.getRepetition_type() == FieldRepetitionType.REPEATED;
        if (element.isSetType()) {
            Type type = LeafType.of(element);
            leaves.add(new FileLeaf(path, type, element, inner));
            return new Node(element, List.of(), type);
        }
        List<Node> children = children(element, path, inner, depth + 1);
        return new Node(element, children, group(element, children));
    }

    private static Type group(SchemaElement element, List<Node> children) {
        if (children.isEmpty()) {
            return new Type.Bytes();
        }
        Node first = children.getFirst();
        if (isList(element) && children.size() == 1 && first.repeated()) {
            return new Type.ListOf(element(first, element.getName()));
        }
        if (isMap(element)
                && children.size() == 1
                && first.repeated()
                && first.children().size() == 2) {
            Field key = field(first.children().get(0), "key");
            Field value = field(first.children().get(1), "value");
            return new Type.MapOf(new Field(key.name(), key.type(), false, key.id(), key.origin()), value);
        }
        List<Field> fields = new ArrayList<>();
        for (Node child : children) {
            fields.add(field(child, name(child.element(), fields.size())));
        }
        return new Type.Struct(fields);
    }

    /** The element of a list: the repeated group's only field, or in older files what repeats itself. */
    private static Field element(Node repeated, String list) {
        String name = repeated.element().getName();
        boolean older = repeated.children().size() != 1
                || repeated.children().getFirst().repeated()
                || name.equals("array")
                || name.equals(list + "_tuple");
        if (older) {
            return new Field("element", repeated.type(), false, 0, Map.of());
        }
        return field(repeated.children().getFirst(), "element");
    }

    private static Field field(Node node, String name) {
        SchemaElement element = node.element();
        int id = element.isSetField_id() ? element.getField_id() : 0;
        Map<String, String> origin = LeafType.origin(element);
        if (node.repeated()) {
            return new Field(
                    name, new Type.ListOf(new Field("element", node.type(), false, 0, origin)), false, id, Map.of());
        }
        return new Field(name, node.type(), node.nullable(), id, origin);
    }

    private static String name(SchemaElement element, int position) {
        return element.getName().isEmpty() ? "column " + position : element.getName();
    }

    private static boolean isList(SchemaElement element) {
        return element.isSetLogicalType()
                ? element.getLogicalType().isSetLIST()
                : element.getConverted_type() == ConvertedType.LIST;
    }

    private static boolean isMap(SchemaElement element) {
        return element.isSetLogicalType()
                ? element.getLogicalType().isSetMAP()
                : element.getConverted_type() == ConvertedType.MAP
                        || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE;
    }
}
