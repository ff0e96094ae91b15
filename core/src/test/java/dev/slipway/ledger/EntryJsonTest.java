package dev.slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class EntryJsonTest {
    private static final long SEED = 20_261_121;
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void everyKindOfEntryComesBackFromItsLine() {
        RandomEntries random = new RandomEntries(SEED);
        Set<Class<?>> kinds = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            Entry entry = random.any();
            kinds.add(entry.getClass());
            String line = MAPPER.writeValueAsString(EntryJson.write(MAPPER, entry));
            assertThat(line).as("seed %d", SEED).doesNotContain("\n").startsWith("{\"entry\":\"");
            assertThat(EntryJson.read(MAPPER.readTree(line)))
                    .as("seed %d", SEED)
                    .isEqualTo(entry);
        }
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Entry.OfRun.class, Entry.OfTable.class)
                        .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                        .toList());
    }

    /** Also when values look like a commit's own lines. */
    @Test
    void commitsComeBackFromTheirText() throws IOException {
        RandomEntries random = new RandomEntries(SEED);
        for (int i = 0; i < 200; i++) {
            List<Entry> entries = Stream.generate(random::any).limit(i % 7).toList();
            Commit commit = new Commit(i + 1, "ab".repeat(32), "r\n", "2026-01-02T03:04:05Z", i % 3 == 0, entries);
            CommitText.Written text = CommitText.write(commit);

            List<CommitText.Hashed> read = read(text.bytes(), true);

            assertThat(read).as("seed %d", SEED).containsExactly(new CommitText.Hashed(commit, text.hash()));
            assertThat(read(text.bytes(), false)).isEmpty();
        }
    }

    private static List<CommitText.Hashed> read(byte[] bytes, boolean wanted) throws IOException {
        List<CommitText.Hashed> read = new ArrayList<>();
        CommitText.read(new ByteArrayInputStream(bytes), "x", new CommitText.Reader() {
            @Override
            public boolean wants(long position, boolean summary) {
                return wanted;
            }

            @Override
            public void accept(CommitText.Hashed commit) {
                read.add(commit);
            }
        });
        return read;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"entry\":5}",
                "{\"entry\":\"renewed\",\"run\":\"r\",\"until\":\"soon\"}",
                "{\"entry\":\"renewed\",\"until\":\"2026-01-02T03:04:05Z\"}",
                "{\"entry\":\"verified\",\"table\":\"t\",\"epoch\":-1,\"unit\":0}",
                "{\"entry\":\"verified\",\"table\":\"t\",\"epoch\":1,\"unit\":1.5}",
                "{\"entry\":\"verified\",\"table\":\"t\",\"epoch\":1,\"unit\":3000000000}",
                "{\"entry\":\"ended\",\"run\":\"r\",\"at\":\"2026-01-02T03:04:05Z\",\"status\":\"fine\",\"tables\":1,"
                        + "\"failed\":0,\"rows\":1,\"bytes\":1}",
                "{\"entry\":\"planned\",\"table\":\"t\",\"epoch\":1}",
            })
    void aLineThatIsNoEntryIsRefused(String line) {
        assertThatThrownBy(() -> EntryJson.read(MAPPER.readTree(line.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void receiptsWithoutLossesLookAsTheyDidBeforeThereWereAny() {
        String line = MAPPER.writeValueAsString(EntryJson.write(MAPPER, Entries.written("t", 1, 0)));

        assertThat(line).contains("\"files\"").doesNotContain("lost");
        assertThat(EntryJson.read(MAPPER.readTree(line))).isEqualTo(Entries.written("t", 1, 0));
    }

    @Test
    void anEntryOfANewerSlipwayIsNotPassedOver() {
        String line = "{\"entry\":\"restoring\",\"table\":\"t\",\"epoch\":1}";

        assertThatThrownBy(() -> EntryJson.read(MAPPER.readTree(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("restoring", "a newer one wrote it");
    }
}
