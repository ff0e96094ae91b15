package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Emptied;
import dev.slipway.data.Field;
import dev.slipway.data.Losses;
import dev.slipway.ledger.EmptiedJson;
import dev.slipway.ledger.LossesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether all columns of some files can be had as they were, by what the mapping does and what the files say was lost. */
final class Reversible {
    private final BoundMapping bound;
    private final List<FileFooter> files;
    private final List<String> untold;

    Reversible(BoundMapping bound, List<FileFooter> files) {
        this.bound = bound;
        this.files = files;
        this.untold = untold(files);
    }

    /**
     * Refuses the first column that cannot be had.
     *
     * @return the columns, by their names at the source, of which every null was an empty text
     */
    Set<String> requireAll() {
        for (Field field : bound.source().schema().fields()) {
            if (bound.nameOf(field.name()).isEmpty()) {
                throw refused(field.name(), "drop", "its values are in no file");
            }
        }
        List<Losses> lost = new ArrayList<>();
        for (FileFooter file : files) {
            lost.add(LossesJson.parse(file.said("slipway.lost"))
                    .orElseThrow(() -> Unmapping.refused(file, "its footer's slipway.lost cannot be read")));
        }
        Losses.sum(lost).columns().stream().filter(this::matters).findFirst().ifPresent(column -> {
            throw refused(column.column(), steps(column.column()), column.toString());
        });
        bound.plans().forEach(this::requireTold);
        for (ColumnPlan plan : bound.plans()) {
            if (plan.promotion().isEmpty()) {
                plan.pipeline().stream()
                        .flatMap(pipeline -> pipeline.lossesOfAny().stream())
                        .findFirst()
                        .ifPresent(loss -> {
                            throw refused(plan.label(), steps(plan.label()), loss);
                        });
            }
        }
        return nullWasEmpty();
    }

    /** Refuses a column of which something may have been lost that only a file tells that is not there. */
    private void requireTold(ColumnPlan plan) {
        boolean counted = plan.pipeline()
                .filter(pipeline -> pipeline.passesBadValues()
                        || pipeline.blurs() && plan.promotion().isEmpty())
                .isPresent();
        if (counted && !untold.isEmpty()) {
            throw refused(
                    plan.label(),
                    steps(plan.label()),
                    "how many bad values or empty texts became null, or rows were left out, the last file of each unit says, and"
                            + " that of unit " + untold.getFirst() + " is not there: name it, too");
        }
    }

    /** Units of which there are rows, but not the last file: it tells what was lost of any of them. */
    private static List<String> untold(List<FileFooter> files) {
        Set<String> told = files.stream()
                .filter(file -> file.metadata().containsKey(EmptiedJson.KEY))
                .map(FileFooter::unit)
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> file.rows() > 0 && !told.contains(file.unit()))
                .map(file -> file.said("slipway.unit"))
                .distinct()
                .toList();
    }

    /** What was promoted is still in the column that it was taken out of, unless the row is gone. */
    private boolean matters(Losses.OfColumn lost) {
        return lost.rejected() > 0
                || bound.plans().stream()
                        .anyMatch(plan ->
                                plan.promotion().isEmpty() && plan.label().equals(lost.column()));
    }

    private Failure refused(String column, String steps, String why) {
        return new Failure(
                Failure.Kind.CONFIG,
                "column \"" + column + "\" of " + bound.table().qualifiedName() + " cannot be had as it was (" + steps
                        + "): " + why + "; restore it as it was mapped, without --as-source");
    }

    /** What was done to a column of the source, or to one that was promoted. */
    private String steps(String label) {
        return bound.plans().stream()
                .filter(plan -> plan.label().equals(label))
                .map(plan -> plan.field().origin().getOrDefault(BoundMapping.ORIGIN, ""))
                .findFirst()
                .orElse("");
    }

    private Set<String> nullWasEmpty() {
        Set<String> empty = new TreeSet<>();
        for (ColumnPlan plan : bound.plans()) {
            boolean emptied = plan.promotion().isEmpty()
                    && plan.pipeline()
                            .filter(pipeline -> pipeline.steps().emptyToNull())
                            .isPresent();
            if (emptied && (!plan.pipeline().orElseThrow().blurs() || onlyEmpty(plan.label()))) {
                empty.add(plan.label());
            }
        }
        return empty;
    }

    /** Whether none of a column's nulls was one; refuses it when only some were. */
    private boolean onlyEmpty(String column) {
        long empty = 0;
        long absent = 0;
        for (FileFooter file : files) {
            for (Emptied emptied : told(file)) {
                if (emptied.column().equals(column)) {
                    empty += emptied.empty();
                    absent += emptied.absent();
                }
            }
        }
        if (empty > 0 && absent > 0) {
            throw refused(
                    column,
                    steps(column),
                    String.format(Locale.ROOT, "%,d empty texts and %,d nulls became one", empty, absent));
        }
        return empty > 0;
    }

    private static List<Emptied> told(FileFooter file) {
        return EmptiedJson.parse(file.said(EmptiedJson.KEY))
                .orElseThrow(() -> Unmapping.refused(file, "its footer's " + EmptiedJson.KEY + " cannot be read"));
    }
}
