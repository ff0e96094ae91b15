package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.config.Place;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The steps of one column, checked against its type: what comes of it, what is lost, and how to make the steps. */
final class Pipeline {
    private static final Loss LEFT_OUT = new Loss(Loss.When.BAD_VALUES, "rows with a bad value are left out");

    private final Place place;
    private final Type before;
    private final boolean nullableBefore;
    private final Steps steps;
    private final OnBadValue policy;
    private final List<String> done = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Supplier<Step>> makers = new ArrayList<>();
    private Type type;
    private boolean nullable;
    private boolean elementsNullable;

    /**
     * Checks what happens to a column of {@code type}.
     *
     * @param fails whether it is taken out of JSON, which may lack it or hold something else
     * @throws Failure CONFIG when a step does not fit
     */
    Pipeline(Place place, Type type, boolean nullable, Steps steps, OnBadValue otherwise, boolean fails) {
        this.place = place;
        this.before = type;
        this.type = type;
        this.nullable = nullable;
        this.nullableBefore = nullable;
        this.steps = steps;
        policy = steps.onBadValue().orElse(otherwise);
        boolean mayFail = convert() || fails;
        if (mayFail) {
            consequences();
        } else if (steps.onBadValue().isPresent()) {
            throw refused("has on-bad-value, but no step that could meet a bad value: leave it out");
        }
        substitute();
        emptyLoss(mayFail);
        if (fails) {
            // What was taken out of a column is still in there; rows that are left out are not.
            losses.removeIf(loss -> !loss.equals(LEFT_OUT));
        }
    }

    /** All steps of the text, up to the conversion; whether the conversion can fail. */
    private boolean convert() {
        if (steps.emptyToNull()) {
            requireText("empty: null");
            done.add("empty to null");
            makers.add(EmptyToNull::new);
            nullable = true;
        }
        if (steps.separator().isEmpty()) {
            return conversion().map(this::accept).orElse(false);
        }
        String separator = steps.separator().get();
        requireText("split");
        done.add("split " + SettingsText.quoted(separator));
        Optional<Converted> each = conversion();
        Supplier<Optional<Step>> elements = () -> each.flatMap(Converted::maker).map(Supplier::get);
        makers.add(() -> new Split(separator, elements.get()));
        each.ifPresent(converted -> type = converted.type());
        return each.map(Converted::mayFail).orElse(false);
    }

    /** A conversion that fits; without a maker, values stay as they are. */
    private record Converted(Type type, Optional<Supplier<Step>> maker, boolean mayFail) {}

    private boolean accept(Converted converted) {
        converted.maker().ifPresent(makers::add);
        type = converted.type();
        return converted.mayFail();
    }

    private Optional<Converted> conversion() {
        return steps.conversion().map(conversion -> {
            done.add(SettingsText.words(conversion));
            if (!steps.exact()) {
                losses.add(new Loss(Loss.When.ALWAYS, "other spellings of a value become one"));
            }
            return switch (conversion) {
                case Conversion.Parse parse -> {
                    requireText("parse");
                    yield new Converted(parse.type(), Optional.of(() -> parser(parse.form())), true);
                }
                case Conversion.Decode decode -> {
                    requireText("decode");
                    yield new Converted(
                            decode.type(), Optional.of(() -> new DecodeBase64(decode.url(), steps.exact())), true);
                }
                case Conversion.Cast cast -> cast(cast.type());
            };
        });
    }

    private Converted cast(Type to) {
        Type from = type;
        Casts.Cast cast = Casts.of(from, to)
                .orElseThrow(() -> refused("is " + TypeName.of(from) + ", which cannot be cast to " + TypeName.of(to)
                        + "; " + Casts.KNOWN));
        Optional<Supplier<Step>> maker = cast.step()
                .map(step -> () -> Casts.of(from, to).orElseThrow().step().orElseThrow());
        return new Converted(to, maker, cast.narrowing());
    }

    private Step parser(Form form) {
        return parser(form, steps.exact());
    }

    static Step parser(Form form, boolean exact) {
        return switch (form) {
            case Form.Whole whole -> whole.bits() == 64 ? ParseLong.whole(exact) : new ParseWhole(whole.bits(), exact);
            case Form.Decimal decimal ->
                new Type.Decimal(decimal.precision(), decimal.scale()).fitsLong()
                        ? ParseLong.decimal(decimal, exact)
                        : new ParseWide(decimal, exact);
            case Form.Uuid uuid -> new ParseUuid(exact);
            case Form.Timestamp timestamp -> new ParseTimestamp(timestamp, exact);
            case Form.Truth truth -> new ParseTruth(truth, exact);
            case Form.Json json -> new ParseJson();
        };
    }

    private void consequences() {
        switch (policy) {
            case ERROR -> {
                // nothing is lost
            }
            case NULL -> {
                losses.add(new Loss(Loss.When.BAD_VALUES, "bad values become null"));
                if (steps.separator().isPresent() && steps.conversion().isPresent()) {
                    elementsNullable = true;
                } else {
                    nullable = true;
                }
            }
            case REJECT -> losses.add(LEFT_OUT);
        }
    }

    private void substitute() {
        if (steps.substitute().isEmpty()) {
            return;
        }
        String text = steps.substitute().get();
        if (steps.separator().isPresent()) {
            throw refused("has a default, which a list cannot have");
        }
        Column value = DefaultValue.of(text, type)
                .orElseThrow(() -> refused("has the default " + Shown.text(text) + ", which is no exact "
                        + TypeName.of(type) + "; " + DefaultValue.KNOWN));
        done.add("default " + SettingsText.quoted(text));
        if (nullable) {
            losses.add(new Loss(Loss.When.ALWAYS, "null becomes " + Shown.text(text)));
            makers.add(() -> new Substitute(value));
            nullable = false;
        }
    }

    private void emptyLoss(boolean mayFail) {
        boolean blurred = nullableBefore || steps.substitute().isPresent() || mayFail && policy == OnBadValue.NULL;
        if (steps.emptyToNull() && blurred) {
            losses.addFirst(new Loss(Loss.When.BOTH_EMPTY_AND_NULL, "an empty text and null become one"));
        }
    }

    private void requireText(String step) {
        if (!(before instanceof Type.Text)) {
            throw refused("is " + TypeName.of(before) + ", but " + step + " takes text");
        }
    }

    private Failure refused(String text) {
        return place.refused(place.path() + ' ' + text);
    }

    OnBadValue policy() {
        return policy;
    }

    /** The type of the values that are told to {@link BadValues}. */
    Type typeBefore() {
        return before;
    }

    boolean nullable() {
        return nullable;
    }

    /** The type afterwards; {@code ids} numbers a field that comes with it. */
    Type type(IntSupplier ids) {
        return steps.separator().isEmpty()
                ? type
                : new Type.ListOf(new Field("element", type, elementsNullable, ids.getAsInt(), Map.of()));
    }

    /** What is done, in the order in which it is done. */
    List<String> done() {
        return done;
    }

    /** Why the values before cannot be made of those after; empty if they can. */
    List<String> losses() {
        return losses.stream().map(Loss::text).toList();
    }

    /** Those that no value escapes. */
    List<String> lossesOfAny() {
        return losses.stream()
                .filter(loss -> loss.when() == Loss.When.ALWAYS)
                .map(Loss::text)
                .toList();
    }

    /** Whether a bad value may have been let pass. */
    boolean passesBadValues() {
        return losses.stream().anyMatch(loss -> loss.when() == Loss.When.BAD_VALUES);
    }

    /** Whether empty texts become null beside nulls that may have been there. */
    boolean blurs() {
        return steps.emptyToNull() && nullableBefore;
    }

    /** What is done to the values. */
    Steps steps() {
        return steps;
    }

    /** The steps, made anew for one reader; empty if values stay as they are. */
    Optional<Chain> step() {
        return makers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chain(makers.stream().map(Supplier::get).toList()));
    }
}
