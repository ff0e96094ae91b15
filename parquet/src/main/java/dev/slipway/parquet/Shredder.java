package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Takes the column of a field apart into its leaves. */
sealed interface Shredder {
    /** Adds rows {@code [from, to)} of a top-level column. */
    void add(Column column, int from, int to);

    /** A shredder of {@code field}, whose leaves are the next ones of {@code leaves}. */
    static Shredder of(Field field, Iterator<ChunkWriter> leaves) {
        return switch (field.type()) {
            case Type.ListOf list -> new Deep(node(field, leaves, 0));
            case Type.MapOf map -> new Deep(node(field, leaves, 0));
            case Type.Struct struct -> new Deep(node(field, leaves, 0));
            case Type.Bool ignored -> new Flat(leaves.next());
            case Type.Int ignored -> new Flat(leaves.next());
            case Type.Floating ignored -> new Flat(leaves.next());
            case Type.Decimal ignored -> new Flat(leaves.next());
            case Type.Text ignored -> new Flat(leaves.next());
            case Type.Bytes ignored -> new Flat(leaves.next());
            case Type.Uuid ignored -> new Flat(leaves.next());
            case Type.Json ignored -> new Flat(leaves.next());
            case Type.Date ignored -> new Flat(leaves.next());
            case Type.Time ignored -> new Flat(leaves.next());
            case Type.Timestamp ignored -> new Flat(leaves.next());
        };
    }

    private static Node node(Field field, Iterator<ChunkWriter> leaves, int repetition) {
        if (field.type() instanceof Type.ListOf list) {
            return new ListNode(field, repetition + 1, node(list.element(), leaves, repetition + 1));
        }
        if (field.type() instanceof Type.MapOf map) {
            Field entry = Field.of("key_value", new Type.Struct(List.of(map.key(), map.value())), false);
            return new ListNode(field, repetition + 1, node(entry, leaves, repetition + 1));
        }
        if (field.type() instanceof Type.Struct struct) {
            List<Node> children = new ArrayList<>();
            struct.fields().forEach(child -> children.add(node(child, leaves, repetition)));
            return new StructNode(field, List.copyOf(children));
        }
        return new LeafNode(field, leaves.next());
    }

    /** A column that is its only leaf. */
    record Flat(ChunkWriter leaf) implements Shredder {
        @Override
        public void add(Column column, int from, int to) {
            leaf.add(column, from, to);
        }
    }

    /** A column with fields or elements below it. */
    final class Deep implements Shredder {
        private final Node root;
        private final Entries start = new Entries();

        Deep(Node root) {
            this.root = root;
        }

        @Override
        public void add(Column column, int from, int to) {
            start.start(from, to);
            root.add(start, column);
        }
    }

    /** A place in the schema; keeps the memory for its entries. */
    abstract sealed class Node {
        private final Field field;
        private final Entries own = new Entries();

        Node(Field field) {
            this.field = field;
        }

        abstract void below(Entries entries, Column column);

        final void add(Entries parent, Column column) {
            if (!field.nullable()) {
                below(parent, column);
                return;
            }
            own.optional(parent, column.validity());
            below(own, column);
        }

        /** @throws Failure INPUT when a value is missing that must not be */
        final void checkPresent(Entries entries, Column column) {
            if (field.nullable() || !column.validity().hasNulls()) {
                return;
            }
            for (int i = 0; i < entries.count; i++) {
                if (entries.rows[i] >= 0 && column.validity().isNull(entries.rows[i])) {
                    throw new Failure(
                            Failure.Kind.INPUT, "\"" + field.name() + "\" is declared not null, and holds a null");
                }
            }
        }
    }

    /** A list, or a map as a list of its entries. */
    final class ListNode extends Node {
        private final int repetition;
        private final Node element;
        private final Entries elements = new Entries();

        ListNode(Field field, int repetition, Node element) {
            super(field);
            this.repetition = repetition;
            this.element = element;
        }

        @Override
        void below(Entries entries, Column column) {
            checkPresent(entries, column);
            Column.Lists lists = (Column.Lists) column;
            elements.elements(entries, lists, repetition);
            element.add(elements, lists.elements());
        }
    }

    /** A group of fields. */
    final class StructNode extends Node {
        private final List<Node> children;

        StructNode(Field field, List<Node> children) {
            super(field);
            this.children = children;
        }

        @Override
        void below(Entries entries, Column column) {
            checkPresent(entries, column);
            List<Column> columns = ((Column.Structs) column).fields();
            for (int i = 0; i < children.size(); i++) {
                children.get(i).add(entries, columns.get(i));
            }
        }
    }

    /** A leaf. */
    final class LeafNode extends Node {
        private final ChunkWriter leaf;

        LeafNode(Field field, ChunkWriter leaf) {
            super(field);
            this.leaf = leaf;
        }

        @Override
        void below(Entries entries, Column column) {
            checkPresent(entries, column);
            leaf.add(entries, column);
        }
    }
}
