package dev.slipway.mapping;

import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.math.BigInteger;
import java.util.Optional;

/** Which types can be cast to which, and how. */
final class Casts {
    /** What a refusal offers. */
    static final String KNOWN = "cast takes integers and decimals to integers and decimals, float32 and float64 to each"
            + " other, text and json to bytes, and json to text";

    /**
     * A cast.
     *
     * @param step empty when values stay as they are, under another name
     * @param narrowing whether there are values that it cannot take
     */
    record Cast(Optional<Step> step, boolean narrowing) {}

    private Casts() {}

    /** The cast from one type to another, if there is one. */
    static Optional<Cast> of(Type from, Type to) {
        Optional<NumberRange> source = NumberRange.of(from);
        Optional<NumberRange> target = NumberRange.of(to);
        if (source.isPresent() && target.isPresent()) {
            return Optional.of(numbers(from, to, source.get(), target.get()));
        }
        if (from instanceof Type.Floating f && to instanceof Type.Floating t) {
            boolean same = f.bits() == t.bits();
            Optional<Step> step = same ? Optional.empty() : Optional.of(t.bits() == 64 ? new Widen() : new Narrow());
            return Optional.of(new Cast(step, f.bits() > t.bits()));
        }
        boolean relabelled = to instanceof Type.Bytes && (from instanceof Type.Text || from instanceof Type.Json)
                || to instanceof Type.Text && from instanceof Type.Json;
        return relabelled ? Optional.of(new Cast(Optional.empty(), false)) : Optional.empty();
    }

    private static Cast numbers(Type from, Type to, NumberRange source, NumberRange target) {
        boolean narrowing = !target.holds(source);
        String expected = "does not fit " + TypeName.of(to);
        boolean ints = from instanceof Type.Int i
                && i.bits() <= 32
                && (i.signed() || i.bits() < 32)
                && to instanceof Type.Int t
                && t.bits() <= 32;
        if (!ints) {
            return new Cast(Optional.of(new CastNumbers(from, to, expected)), narrowing);
        }
        int max = target.max().min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
        Optional<Step> step =
                narrowing ? Optional.of(new CastInts(target.min().intValueExact(), max, expected)) : Optional.empty();
        return new Cast(step, narrowing);
    }
}
