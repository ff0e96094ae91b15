package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.config.Place;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks a mapping against a table, and makes it one for this table. */
final class Binding {
    private static final String DONE = BoundMapping.ORIGIN;
    private static final String RENAMED = "slipway.mapping.column";
    private static final String LOSSY = "slipway.mapping.lossy";

    /** What ends the key in a field's origin that says at which place of the primary key it stands. */
    private static final String PRIMARY_KEY = ".primary_key";

    private final Mapping mapping;
    private final Table source;
    private final FieldIds ids;
    private final Map<Integer, ColumnRule> rules = new HashMap<>();
    private final List<ColumnPlan> plans = new ArrayList<>();
    private final Map<String, String> losses = new TreeMap<>();
    private final Map<String, Place> names = new HashMap<>();

    Binding(Mapping mapping, Table source) {
        this.mapping = mapping;
        this.source = source;
        ids = FieldIds.above(source.schema());
    }

    BoundMapping bound() {
        for (ColumnRule rule : mapping.columns()) {
            rules.put(position(rule.column(), rule.place()), rule);
        }
        List<Field> fields = source.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            keep(i, fields.get(i), Optional.ofNullable(rules.get(i)));
        }
        for (int i = 0; i < fields.size(); i++) {
            if (rules.containsKey(i)) {
                promote(i, fields.get(i), rules.get(i));
            }
        }
        if (plans.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    mapping.file() + ": " + source.qualifiedName() + " has no column left: all are dropped");
        }
        Schema schema = new Schema(plans.stream().map(ColumnPlan::field).collect(Collectors.toList()));
        return new BoundMapping(
                mapping, source, new Table(source.namespace(), source.name(), schema), plans, key(), losses);
    }

    private int position(String column, Place place) {
        return source.schema()
                .position(column)
                .orElseThrow(() -> place.refused(place.path() + ": " + source.qualifiedName() + " has no column "
                        + Shown.text(column) + "; it has "
                        + source.schema().fields().stream().map(Field::name).collect(Collectors.joining(", "))));
    }

    private void keep(int position, Field field, Optional<ColumnRule> rule) {
        if (rule.isEmpty()) {
            claim(field.name(), new Place(mapping.file(), 1, 1, ""));
            plans.add(new ColumnPlan(position, field.name(), field, Optional.empty(), Optional.empty()));
            return;
        }
        ColumnRule said = rule.get();
        if (said.drop()) {
            losses.put(field.name(), "dropped");
            return;
        }
        String name = said.name().orElse(field.name());
        claim(name, said.place());
        Optional<Pipeline> pipeline = said.steps().any()
                        || said.steps().onBadValue().isPresent()
                ? Optional.of(new Pipeline(
                        said.place(), field.type(), field.nullable(), said.steps(), mapping.onBadValue(), false))
                : Optional.empty();
        Map<String, String> origin = new TreeMap<>(field.origin());
        List<String> done = new ArrayList<>(pipeline.map(Pipeline::done).orElse(List.of()));
        if (!name.equals(field.name())) {
            done.add("rename");
            origin.put(RENAMED, field.name());
        }
        describe(origin, field.name(), done, pipeline.map(Pipeline::losses).orElse(List.of()));
        Type type = pipeline.map(steps -> steps.type(ids::next)).orElse(field.type());
        boolean nullable = pipeline.map(Pipeline::nullable).orElse(field.nullable());
        plans.add(new ColumnPlan(
                position,
                field.name(),
                new Field(name, type, nullable, field.id(), origin),
                pipeline,
                Optional.empty()));
    }

    private void describe(Map<String, String> origin, String column, List<String> done, List<String> lost) {
        if (!done.isEmpty()) {
            origin.put(DONE, String.join("; ", done));
        }
        if (!lost.isEmpty()) {
            origin.put(LOSSY, String.join("; ", lost));
            losses.put(column, String.join("; ", lost));
        }
    }

    private void promote(int position, Field field, ColumnRule rule) {
        if (!rule.promotions().isEmpty() && !(field.type() instanceof Type.Json || field.type() instanceof Type.Text)) {
            throw rule.place()
                    .refused(rule.place().path() + " is " + TypeName.of(field.type())
                            + ", but promote takes json, or text that is JSON");
        }
        for (Promotion promotion : rule.promotions()) {
            Steps steps = promotion.steps();
            boolean json = isJson(steps);
            Pipeline pipeline = new Pipeline(
                    promotion.place(),
                    json ? new Type.Json() : new Type.Text(),
                    true,
                    json ? steps.withoutConversion() : steps,
                    mapping.onBadValue(),
                    true);
            List<String> done = new ArrayList<>(List.of("promote " + SettingsText.quoted(field.name()) + " at "
                    + SettingsText.quoted(promotion.pointer().toString())));
            done.addAll(pipeline.done());
            claim(promotion.name(), promotion.place());
            Map<String, String> origin = new TreeMap<>();
            describe(origin, promotion.name(), done, pipeline.losses());
            int id = ids.next();
            plans.add(new ColumnPlan(
                    position,
                    field.name() + promotion.pointer(),
                    new Field(promotion.name(), pipeline.type(ids::next), pipeline.nullable(), id, origin),
                    Optional.of(pipeline),
                    Optional.of(promotion.pointer())));
        }
    }

    static boolean isJson(Steps steps) {
        return steps.conversion().orElse(null) instanceof Conversion.Parse parse && parse.form() instanceof Form.Json;
    }

    private void claim(String name, Place place) {
        Place other = names.put(name, place);
        if (other != null) {
            Place said = place.path().isEmpty() ? other : place;
            throw said.refused(
                    said.path() + " makes a second column " + Shown.text(name) + " of " + source.qualifiedName());
        }
    }

    /** The positions of the columns that name a row in messages. */
    private List<Integer> key() {
        List<Field> fields = source.schema().fields();
        if (!mapping.key().isEmpty()) {
            return mapping.key().stream()
                    .map(name -> position(name, new Place(mapping.file(), 1, 1, "key")))
                    .toList();
        }
        return IntStream.range(0, fields.size())
                .filter(i -> keyPlace(fields.get(i)) > 0)
                .boxed()
                .sorted(Comparator.comparing(i -> keyPlace(fields.get(i))))
                .toList();
    }

    private static int keyPlace(Field field) {
        return field.origin().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith(PRIMARY_KEY) && entry.getValue().matches("[0-9]{1,4}"))
                .mapToInt(entry -> Integer.parseInt(entry.getValue()))
                .findFirst()
                .orElse(0);
    }
}
