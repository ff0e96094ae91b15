package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Batches;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.format.SchemaJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way back of a mapping, by what its files remember: the source's rows are made of the mapped ones. Immutable. */
public final class Unmapping {
    private final BoundMapping bound;
    private final Mapping mapping;
    private final Table source;
    private final Set<String> nullWasEmpty;

    private Unmapping(Mapping mapping, Table source, BoundMapping bound, Set<String> nullWasEmpty) {
        this.mapping = mapping;
        this.source = source;
        this.bound = bound;
        this.nullWasEmpty = nullWasEmpty;
    }

    /**
     * The way back of the mapping that made some files of one table; empty when there was none.
     *
     * @param files at least one; of the last, the source's columns are taken as they were declared
     * @throws Failure CONFIG when a column cannot be had as it was, with its steps and the reason, or when a footer does not
     *     hold enough to know
     */
    public static Optional<Unmapping> of(List<FileFooter> files) {
        files.forEach(Unmapping::requireKnown);
        FileFooter last = files.getLast();
        files.forEach(file -> requireAlike(file, last));
        if (last.said(FileFooter.MAPPING).isEmpty()) {
            return Optional.empty();
        }
        Mapping mapping = MappingJson.read(last.said(FileFooter.MAPPING));
        Table source = source(last);
        BoundMapping bound = mapping.bind(source);
        if (!columns(bound.table()).equals(columns(last.table()))) {
            throw refused(
                    last,
                    "its columns are not those that its mapping makes of its source's: "
                            + "another program may have written it anew");
        }
        return Optional.of(new Unmapping(mapping, source, bound, new Reversible(bound, files).requireAll()));
    }

    private static void requireAlike(FileFooter file, FileFooter last) {
        boolean alike = file.said(FileFooter.MAPPING).equals(last.said(FileFooter.MAPPING))
                && (file.said(FileFooter.SOURCE).equals(last.said(FileFooter.SOURCE))
                        || columns(source(file)).equals(columns(source(last))));
        if (!alike) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    file.file() + " and " + last.file()
                            + " were made by different mappings, or of columns that were declared otherwise: name the files"
                            + " of one, with --part, or restore without --as-source");
        }
    }

    /** Refuses a file that does not say what was done to its rows. */
    private static void requireKnown(FileFooter file) {
        if (!file.metadata().containsKey(SchemaJson.KEY)) {
            throw refused(file, "it does not say what its columns were at the source");
        }
        boolean mapped = file.table().schema().fields().stream()
                .anyMatch(field -> field.origin().containsKey(BoundMapping.ORIGIN));
        if (mapped && !file.metadata().containsKey(FileFooter.MAPPING)) {
            throw refused(
                    file,
                    "it was mapped, and its footer does not hold the mapping, as those of newer versions do; export its table to"
                            + " another folder");
        }
    }

    static Failure refused(FileFooter file, String why) {
        return new Failure(
                Failure.Kind.CONFIG,
                file.file() + ", which "
                        + (file.writer().isEmpty() ? "an unnamed program" : file.writer())
                        + " wrote, cannot be restored as its source was: " + why + "; or restore without --as-source");
    }

    private static Table source(FileFooter file) {
        return SchemaJson.read(file.said(FileFooter.SOURCE))
                .orElseThrow(() -> refused(
                        file,
                        "its footer's " + FileFooter.SOURCE
                                + " is missing, or of a version that this program does not know"));
    }

    /** Names, types and nullability. */
    private static List<Field> columns(Table table) {
        return table.schema().fields().stream()
                .map(field -> new Field(field.name(), field.type(), field.nullable(), 0, Map.of()))
                .toList();
    }

    /** The table as it was before it was mapped. Origins of fields say what the columns were. */
    public Table source() {
        return source;
    }

    /** The table as it is mapped. */
    public Table mapped() {
        return bound.table();
    }

    /**
     * The mapping once more, for a table that is like the source.
     *
     * @throws Failure CONFIG when it does not fit the table
     */
    public BoundMapping mapping(Table table) {
        return mapping.bind(table);
    }

    /** Mapped rows as they were. The result takes over {@code rows}, and closes it; its batches are lent as theirs are. */
    public Batches apply(Batches rows) {
        List<UnmappedBatches.Way> ways = new ArrayList<>();
        for (int i = 0; i < source.schema().fields().size(); i++) {
            ways.add(way(i));
        }
        return new UnmappedBatches(rows, bound.table(), source, ways);
    }

    private UnmappedBatches.Way way(int position) {
        for (int place = 0; place < bound.plans().size(); place++) {
            ColumnPlan plan = bound.plans().get(place);
            if (plan.source() == position && plan.promotion().isEmpty()) {
                return new UnmappedBatches.Way(
                        place,
                        plan.pipeline()
                                .flatMap(steps -> WayBack.of(
                                        steps.steps(), steps.typeBefore(), nullWasEmpty.contains(plan.label()))));
            }
        }
        throw new IllegalStateException("a column that was dropped has a way back");
    }
}
