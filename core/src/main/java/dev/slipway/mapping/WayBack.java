package dev.slipway.mapping;

import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a column, undone, the last one first. */
final class WayBack {
    private WayBack() {}

    /**
     * What makes the values before of those after; empty if they are the same. Nothing that was lost comes back.
     *
     * @param before the type of the values before
     * @param nullWasEmpty whether nulls are empty texts that became null
     */
    static Optional<Chain> of(Steps steps, Type before, boolean nullWasEmpty) {
        List<Step> back = new ArrayList<>();
        Optional<Step> each = steps.conversion().flatMap(conversion -> of(conversion, before));
        steps.separator()
                .ifPresentOrElse(separator -> back.add(new Join(separator, each)), () -> each.ifPresent(back::add));
        if (steps.emptyToNull() && nullWasEmpty) {
            back.add(new NullToEmpty());
        }
        return back.isEmpty() ? Optional.empty() : Optional.of(new Chain(back));
    }

    private static Optional<Step> of(Conversion conversion, Type before) {
        return switch (conversion) {
            case Conversion.Parse parse -> of(parse.form());
            case Conversion.Decode decode -> Optional.of(new EncodeBase64(decode.url()));
            // What is only called by another name needs no cast back.
            case Conversion.Cast cast -> Casts.of(cast.type(), before).flatMap(Casts.Cast::step);
        };
    }

    private static Optional<Step> of(Form form) {
        return switch (form) {
            case Form.Whole whole -> Optional.of(new RenderNumber(0));
            case Form.Decimal decimal -> Optional.of(new RenderNumber(decimal.scale()));
            case Form.Uuid uuid -> Optional.of(new RenderUuid());
            case Form.Timestamp timestamp -> Optional.of(new RenderTimestamp(timestamp));
            case Form.Truth truth -> Optional.of(new RenderTruth(truth));
            case Form.Json json -> Optional.empty();
        };
    }
}
