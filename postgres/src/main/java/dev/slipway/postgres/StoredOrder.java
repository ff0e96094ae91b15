package dev.slipway.postgres;

import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import dev.slipway.job.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By which columns of its key a relation's rows are still sorted once they are stored, when the server sent them in the
 * order of the key. A column kept as text need not be: labels, addresses and numbers sort otherwise than their text.
 */
final class StoredOrder {
    /** Encodings whose bytes sort like those of UTF-8, or arrive as they are. */
    private static final Set<String> SORTED_LIKE_UTF8 = Set.of("UTF8", "SQL_ASCII", "LATIN1");

    private final List<Attribute> attributes;
    private final Schema schema;
    private final String encoding;

    StoredOrder(List<Attribute> attributes, Schema schema, String encoding) {
        this.attributes = attributes;
        this.schema = schema;
        this.encoding = encoding;
    }

    /** The leading columns of the key for which both orders are the same. */
    List<String> of(Key key) {
        List<String> sorted = new ArrayList<>();
        for (String name :
                Stream.of(key.time(), key.id()).flatMap(Optional::stream).toList()) {
            if (!keepsOrder(name)) {
                break;
            }
            sorted.add(name);
        }
        return sorted;
    }

    private boolean keepsOrder(String name) {
        Type kept = schema.fields().get(schema.position(name).orElseThrow()).type();
        PostgresType type = attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst()
                .orElseThrow()
                .type()
                .undomained();
        String base = type instanceof PostgresType.Base t && t.builtIn() ? t.plain() : "";
        return switch (kept) {
            case Type.Int t -> true;
            case Type.Decimal t -> true;
            case Type.Date t -> true;
            case Type.Timestamp t -> true;
            case Type.Uuid t -> true;
            case Type.Bytes t -> base.equals("bytea") || isBytewiseText(base);
            case Type.Text t -> isBytewiseText(base);
            // Of these no key is made.
            case Type.Bool t -> false;
            case Type.Floating t -> false;
            case Type.Json t -> false;
            case Type.Time t -> false;
            case Type.ListOf t -> false;
            case Type.MapOf t -> false;
            case Type.Struct t -> false;
        };
    }

    /** Ordered by its bytes in the database's encoding; char(n) and citext compare otherwise. */
    private boolean isBytewiseText(String base) {
        return (base.equals("text") || base.equals("varchar")) && SORTED_LIKE_UTF8.contains(encoding);
    }
}
