package dev.slipway.ledger;

import static dev.slipway.ledger.JsonFields.flag;
import static dev.slipway.ledger.JsonFields.list;
import static dev.slipway.ledger.JsonFields.number;
import static dev.slipway.ledger.JsonFields.small;
import static dev.slipway.ledger.JsonFields.strings;
import static dev.slipway.ledger.JsonFields.text;
import static dev.slipway.ledger.JsonFields.texts;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An entry as one line of JSON; its kind is the value of {@code "entry"}. */
final class EntryJson {
    private static final String KIND = "entry";

    private EntryJson() {}

    static ObjectNode write(JsonMapper mapper, Entry entry) {
        ObjectNode node = mapper.createObjectNode();
        switch (entry) {
            case Entry.OfRun e -> writeRun(node, e);
            case Entry.OfTable e -> writeTable(node, e);
        }
        return node;
    }

    private static void writeRun(ObjectNode node, Entry.OfRun entry) {
        switch (entry) {
            case Entry.Started e -> {
                node.put(KIND, "started").put("run", e.run()).put("job", e.job());
                node.put("host", e.holder().host())
                        .put("pid", e.holder().pid())
                        .put("process", e.holder().started());
                node.put("at", e.at().toString()).put("until", e.until().toString());
            }
            case Entry.Renewed e ->
                node.put(KIND, "renewed")
                        .put("run", e.run())
                        .put("until", e.until().toString());
            case Entry.Ended e -> {
                node.put(KIND, "ended").put("run", e.run()).put("at", e.at().toString());
                Outcome outcome = e.outcome();
                node.put("status", lower(outcome.status()))
                        .put("tables", outcome.tables())
                        .put("failed", outcome.failed())
                        .put("rows", outcome.rows())
                        .put("bytes", outcome.bytes());
            }
        }
    }

    private static void writeTable(ObjectNode node, Entry.OfTable entry) {
        node.put(KIND, kind(entry)).put("table", entry.table()).put("epoch", entry.epoch());
        switch (entry) {
            case Entry.Claimed e -> node.put("run", e.run());
            case Entry.Replanned e -> write(node, e.plan());
            case Entry.Written e -> {
                node.put("unit", e.unit()).put("mark", e.mark());
                ArrayNode files = node.putArray("files");
                e.files().forEach(file -> JsonFields.write(files.addObject(), file.file())
                        .put("staged", file.staged()));
            }
            case Entry.Verified e -> node.put("unit", e.unit());
            case Entry.Failed e ->
                node.put("unit", e.unit()).put("kind", e.kind()).put("text", e.text());
            case Entry.Publishing e -> node.put("change", e.change());
            case Entry.Published e -> node.put("change", e.change()).put("at", e.at().toString());
            case Entry.Abandoned e -> node.put("change", e.change());
            case Entry.GivenUp e -> {}
            case Entry.Dropping e -> RemovalJson.put(node, e.removal());
            case Entry.Dropped e -> node.put("change", e.change()).put("at", e.at().toString());
            case Entry.Spared e -> node.put("change", e.change()).put("text", e.text());
        }
    }

    private static String kind(Entry.OfTable entry) {
        return switch (entry) {
            case Entry.Claimed e -> "claimed";
            case Entry.Replanned e -> "planned";
            case Entry.Written e -> "written";
            case Entry.Verified e -> "verified";
            case Entry.Failed e -> "failed";
            case Entry.Publishing e -> "publishing";
            case Entry.Published e -> "published";
            case Entry.Abandoned e -> "abandoned";
            case Entry.GivenUp e -> "given-up";
            case Entry.Dropping e -> "dropping";
            case Entry.Dropped e -> "dropped";
            case Entry.Spared e -> "spared";
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void write(ObjectNode node, Planned plan) {
        node.put("run", plan.run())
                .put("mode", lower(plan.mode()))
                .put("readBack", plan.readBack())
                .put("selection", plan.selection())
                .put("schema", plan.schema())
                .put("mark", plan.mark());
        JsonFields.put(node, "origin", plan.origin());
        node.put("by", plan.borders().by());
        plan.borders().at().forEach(node.putArray("borders")::add);
        plan.fingerprints().forEach(node.putArray("units")::add);
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static Entry read(JsonNode node) {
        String kind = text(node, KIND);
        try {
            return switch (kind) {
                case "started" ->
                    new Entry.Started(
                            text(node, "run"),
                            text(node, "job"),
                            new Holder(text(node, "host"), number(node, "pid"), text(node, "process")),
                            instant(node, "at"),
                            instant(node, "until"));
                case "renewed" -> new Entry.Renewed(text(node, "run"), instant(node, "until"));
                case "ended" -> new Entry.Ended(text(node, "run"), instant(node, "at"), outcome(node));
                default -> table(kind, node, text(node, "table"), number(node, "epoch"));
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is none: " + e.getMessage(), e);
        }
    }

    private static Entry table(String kind, JsonNode node, String table, long epoch) {
        return switch (kind) {
            case "claimed" -> new Entry.Claimed(table, epoch, text(node, "run"));
            case "planned" -> new Entry.Replanned(table, epoch, plan(node));
            case "written" -> new Entry.Written(table, epoch, small(node, "unit"), text(node, "mark"), files(node));
            case "verified" -> new Entry.Verified(table, epoch, small(node, "unit"));
            case "failed" ->
                new Entry.Failed(
                        table,
                        epoch,
                        node.path("unit").asInt(TableState.WHOLE),
                        text(node, "kind"),
                        text(node, "text"));
            case "publishing" -> new Entry.Publishing(table, epoch, text(node, "change"));
            case "published" -> new Entry.Published(table, epoch, text(node, "change"), instant(node, "at"));
            case "given-up" -> new Entry.GivenUp(table, epoch);
            case "abandoned" -> new Entry.Abandoned(table, epoch, text(node, "change"));
            case "dropping" -> new Entry.Dropping(table, epoch, RemovalJson.of(node));
            case "dropped" -> new Entry.Dropped(table, epoch, text(node, "change"), instant(node, "at"));
            case "spared" -> new Entry.Spared(table, epoch, text(node, "change"), text(node, "text"));
            default ->
                throw new IllegalArgumentException("it has an entry of a kind that this Slipway does not know: \""
                        + kind + "\"; a newer one wrote it");
        };
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    private static Outcome outcome(JsonNode node) {
        return new Outcome(
                constant(Outcome.Status.class, text(node, "status")),
                small(node, "tables"),
                small(node, "failed"),
                number(node, "rows"),
                number(node, "bytes"));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    private static Planned plan(JsonNode node) {
        return new Planned(
                text(node, "run"),
                constant(Planned.Mode.class, text(node, "mode")),
                flag(node, "readBack"),
                text(node, "selection"),
                text(node, "schema"),
                texts(node, "origin"),
                text(node, "mark"),
                new Borders(text(node, "by"), strings(node, "borders")),
                strings(node, "units"));
    }

    private static List<UnitFile> files(JsonNode node) {
        List<UnitFile> files = new ArrayList<>();
        list(node, "files").forEach(file -> files.add(new UnitFile(JsonFields.file(file), text(file, "staged"))));
        return files;
    }
}
