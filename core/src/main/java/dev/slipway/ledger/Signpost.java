package dev.slipway.ledger;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Conflict;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A note in a store that its ledger is elsewhere. It stands in place of the first commit, so that of a ledger in the store and
 * one elsewhere there is never more than one: who comes second finds the name taken.
 */
public final class Signpost {
    private static final String POSTGRES = "postgres";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Signpost() {}

    /** The name under which the ledger of a store is kept in Postgres; empty when it is not. */
    public static Optional<String> read(Store store) {
        Optional<Blob> first = store.find(Parts.commit(1));
        return first.isPresent() ? read(store, first.get()) : Optional.empty();
    }

    private static Optional<String> read(Store store, Blob blob) {
        try (InputStream in = store.read(blob, 0, Math.min(blob.size(), "{\"slipway.ledger\":\"".length()))) {
            if (!new String(in.readAllBytes(), StandardCharsets.UTF_8).endsWith("\"")) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
        }
        try (InputStream in = store.read(blob, 0, blob.size())) {
            return name(MAPPER.readTree(in.readAllBytes()));
        } catch (IOException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "could not read " + blob.key() + ": " + e, e);
        }
    }

    /** The name that a note tells; empty when this is none. */
    private static Optional<String> name(JsonNode note) {
        return note.path("slipway.ledger").asString("").equals(POSTGRES)
                ? Optional.of(JsonFields.text(note, "name"))
                : Optional.empty();
    }

    /**
     * Says that the ledger is in Postgres under this name, unless that is said already.
     *
     * @return the name that stands there now
     * @throws Failure CONFIG when the store has a ledger of its own
     */
    public static String put(Store store, String name) {
        requireNoLedger(store);
        String note = MAPPER.createObjectNode().put("slipway.ledger", POSTGRES).put("name", name) + "\n";
        try {
            Blob blob = store.put(Parts.commit(1), note.getBytes(StandardCharsets.UTF_8), Expect.absent());
            if (Parts.list(store).merged(1)) {
                // Whoever wrote the first commits has merged them since we looked.
                store.delete(blob);
            }
        } catch (Conflict e) {
            // Someone was first.
        }
        store.settle(Parts.commit(1));
        requireNoLedger(store);
        return read(store).orElseThrow(() -> own(store));
    }

    /** @throws Failure CONFIG when the store has a ledger of its own */
    public static void requireNoLedger(Store store) {
        if (Parts.list(store).last() > 0 && read(store).isEmpty()) {
            throw own(store);
        }
    }

    private static Failure own(Store store) {
        return new Failure(
                Failure.Kind.CONFIG,
                store.root() + " has its ledger in " + Parts.FOLDER + ", and a ledger cannot be moved: leave --ledger"
                        + " and SLIPWAY_LEDGER away, or export to another place");
    }

    /** Refuses to take a note for a commit. */
    static void requireNone(JsonNode head, String where) {
        name(head).ifPresent(name -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    where + " says that the ledger is in Postgres, under the name " + name
                            + ": say in which, by --ledger or SLIPWAY_LEDGER");
        });
    }
}
