package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What lies between two schemas of a table, of which one comes after the other: changes that rows written before can bear,
 * and others that they cannot.
 */
public record SchemaDiff(List<Change> changes) {
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    /** One difference. */
    public sealed interface Change {
        /** What differs: a column, and the way within it; empty: the schema as a whole. */
        String column();

        /** What is new about it. */
        String text();
    }

    /** Rows of the schema before are rows of the one after. */
    public record Accepted(String column, String text) implements Change {}

    /**
     * Rows of the schema before are no rows of the one after.
     *
     * @param advice what to do instead
     */
    public record Refused(String column, String text, String advice) implements Change {}

    /** The differences of {@code after}, in the order of the columns. */
    public static SchemaDiff between(FileSchema before, FileSchema after) {
        List<Change> changes = new ArrayList<>();
        whole(before, after, changes);
        columns("", before.columns(), after.columns(), changes);
        boolean later = after.version() > before.version();
        if (!changes.isEmpty() && !later) {
            changes.addFirst(new Refused(
                    "",
                    "differs, and has version " + after.version() + " after version " + before.version(),
                    "say version: " + (before.version() + 1)));
        }
        return new SchemaDiff(changes);
    }

    /** Whether nothing is refused. */
    public boolean accepted() {
        return changes.stream().noneMatch(Refused.class::isInstance);
    }

    private static void whole(FileSchema before, FileSchema after, List<Change> changes) {
        if (!before.name().equals(after.name())) {
            changes.add(new Refused(
                    "",
                    "is of table " + after.name() + " after " + before.name(),
                    "keep the name, or begin the other table with a schema of its own"));
        }
        if (!before.description().equals(after.description())) {
            changes.add(new Accepted("", "has another description"));
        }
        if (!before.format().equals(after.format())) {
            changes.add(new Accepted("", "reads files of another format"));
        }
        if (before.ignoresUnknown() != after.ignoresUnknown()) {
            changes.add(new Accepted(
                    "", after.ignoresUnknown() ? "leaves out what no column takes" : "rejects what no column takes"));
        }
    }

    private static void columns(String path, List<FileColumn> before, List<FileColumn> after, List<Change> changes) {
        for (FileColumn old : before) {
            Optional<FileColumn> now = named(old.name(), after);
            if (now.isEmpty()) {
                changes.add(new Refused(
                        path + old.name(),
                        "is gone",
                        "keep it as nullable, where files have it no more; if it has another name in them, keep its name"
                                + " and say from: with the other"));
            } else {
                column(path + old.name(), old, now.get(), changes);
            }
        }
        for (FileColumn now : after) {
            if (named(now.name(), before).isEmpty()) {
                changes.add(
                        now.nullable()
                                ? new Accepted(path + now.name(), "is new, " + TypeName.of(now.type()))
                                : new Refused(
                                        path + now.name(),
                                        "is new and cannot be null",
                                        "make it nullable: rows that were written before lack it"));
            }
        }
    }

    private static Optional<FileColumn> named(String name, List<FileColumn> columns) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private static void column(String path, FileColumn before, FileColumn after, List<Change> changes) {
        if (before.nullable() != after.nullable()) {
            changes.add(
                    after.nullable()
                            ? new Accepted(path, "can be null now")
                            : new Refused(
                                    path,
                                    "cannot be null any more",
                                    "keep it nullable: rows that were written before may lack it"));
        }
        if (!before.description().equals(after.description())) {
            changes.add(new Accepted(path, "has another description"));
        }
        if (!before.from().equals(after.from()) || !before.reading().equals(after.reading())) {
            changes.add(new Accepted(path, "is read in another way"));
        }
        types(path, before, after, changes);
    }

    private static void types(String path, FileColumn before, FileColumn after, List<Change> changes) {
        boolean nested = !before.parts().isEmpty()
                && before.type().getClass() == after.type().getClass();
        if (nested) {
            columns(path + '.', before.parts(), after.parts(), changes);
        } else if (!before.type().equals(after.type())) {
            String text = "is " + TypeName.of(after.type()) + " after " + TypeName.of(before.type());
            changes.add(
                    widens(before.type(), after.type())
                            ? new Accepted(path, text)
                            : new Refused(
                                    path,
                                    text,
                                    "keep the type, or take one that holds every value that it had; another meaning"
                                            + " needs another column"));
        }
    }

    /** Whether every value of one type is, exactly, one of the other, and files of both can be read as the other. */
    static boolean widens(Type before, Type after) {
        if (before instanceof Type.Int from && after instanceof Type.Int to) {
            return to.bits() > from.bits() && (to.signed() || !from.signed());
        }
        if (before instanceof Type.Floating from && after instanceof Type.Floating to) {
            return to.bits() > from.bits();
        }
        if (after instanceof Type.Decimal to) {
            OptionalInt digits = wholeDigits(before);
            int scale = before instanceof Type.Decimal from ? from.scale() : 0;
            return digits.isPresent() && to.scale() >= scale && to.precision() - to.scale() >= digits.getAsInt();
        }
        return false;
    }

    /** How many digits before the point an exact number of the type can have. */
    private static OptionalInt wholeDigits(Type type) {
        if (type instanceof Type.Decimal decimal) {
            return OptionalInt.of(decimal.precision() - decimal.scale());
        }
        if (!(type instanceof Type.Int number)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                switch (number.bits()) {
                    case 8 -> 3;
                    case 16 -> 5;
                    case 32 -> 10;
                    default -> number.signed() ? 19 : 20;
                });
    }
}
