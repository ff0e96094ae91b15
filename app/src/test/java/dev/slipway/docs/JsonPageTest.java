package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.app.console.JsonEvents;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.job.Event;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonPageTest {
    @Test
    void the_reference_has_every_event_of_an_export_with_its_fields() throws Exception {
        List<List<String>> rows = Page.read("docs/reference/json.md").rows(3);

        for (JsonNode event : events()) {
            String name = event.required("event").asString();
            List<String> row = rows.stream()
                    .filter(cells -> cells.getFirst().equals("`" + name + "`"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("docs/reference/json.md has no event " + name));
            event.propertyNames().stream()
                    .filter(field -> !field.equals("event"))
                    .forEach(field -> assertThat(row.get(1)).contains("`" + field + "`"));
        }
    }

    /** One of each kind, as the program writes them; some kinds it does not write. */
    private static List<JsonNode> events() throws ReflectiveOperationException {
        StringWriter written = new StringWriter();
        JsonEvents json = new JsonEvents(new PrintWriter(written));
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            json.accept((Event) sample(kind));
        }
        List<JsonNode> events = new ArrayList<>();
        written.toString().lines().forEach(line -> events.add(new JsonMapper().readTree(line)));
        assertThat(events).hasSizeGreaterThan(5);
        return events;
    }

    private static Object sample(Class<?> kind) throws ReflectiveOperationException {
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getType());
        }
        return kind.getDeclaredConstructor(
                        Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }

    private static Object value(Class<?> type) throws ReflectiveOperationException {
        if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == List.class) {
            return List.of();
        } else if (type == String.class) {
            return "text";
        } else if (type == boolean.class) {
            return true;
        } else if (type == Digest.class) {
            return Digest.EMPTY;
        } else if (type == Losses.class) {
            return new Losses(List.of(new Losses.OfColumn("text", 1, 1)));
        } else if (type == Duration.class) {
            return Duration.ofMillis(1);
        } else if (type == Failure.Kind.class) {
            return Failure.Kind.INPUT;
        } else if (type == Outcome.Status.class) {
            return Outcome.Status.SUCCESS;
        } else if (type == Outcome.class) {
            return sample(Outcome.class);
        } else if (type == DataFile.class) {
            return sample(DataFile.class);
        }
        throw new AssertionError("no sample of " + type);
    }
}
