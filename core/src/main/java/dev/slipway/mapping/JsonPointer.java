package dev.slipway.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A place in a JSON document (RFC 6901): the names and array positions on the way to it, unescaped. */
public record JsonPointer(List<String> steps) {
    private static final Pattern LOOSE_TILDE = Pattern.compile("~(?![01])");

    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /** What {@code text} points to; empty if it is no pointer. The empty text points to the whole document. */
    public static Optional<JsonPointer> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(new JsonPointer(List.of()));
        }
        if (text.charAt(0) != '/' || LOOSE_TILDE.matcher(text).find()) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPointer(steps));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
