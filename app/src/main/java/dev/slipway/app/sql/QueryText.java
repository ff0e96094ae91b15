package dev.slipway.app.sql;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where statements come from. */
final class QueryText {
    private QueryText() {}

    /** @throws Failure CONFIG when there is none, or two are named */
    static String read(@Nullable String query, @Nullable Path file) throws IOException {
        if (query != null && file != null) {
            throw new Failure(Failure.Kind.CONFIG, "say either a query or --file");
        }
        String text;
        if (file != null) {
            text = Definitions.text(file);
        } else if (query == null || query.equals("-")) {
            text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } else {
            text = query;
        }
        if (text.isBlank()) {
            throw new Failure(Failure.Kind.CONFIG, "there is no query: name one, or give it to standard input");
        }
        return text;
    }
}
