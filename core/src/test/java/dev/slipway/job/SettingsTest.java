package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Expect;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused where it is said. */
final class SettingsTest {
    @Test
    void limitsAreAtLeastOne() {
        assertThatThrownBy(() -> new ExportSettings("p", 0, 1, 1, false)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ExportSettings("p", 1, 0, 1, false)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ExportSettings("p", 1, 1, 0, false)).hasMessageContaining("at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..%", "é", "a b"})
    void aPrefixIsPartOfAName(String prefix) {
        assertThatThrownBy(() -> new ExportSettings(prefix, 1, 1, 1, false))
                .hasMessageContainingAll("\"" + prefix + "\" is no prefix", "letters, digits");
    }

    @Test
    void aPlannedTableHasAUnit() {
        assertThatThrownBy(() -> Sample.planned("a", List.of())).hasMessage("public.a is planned without a unit");
    }

    @Test
    void hashesAreThoseOfTheStandard(@TempDir Path folder) {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        byte[] body = "abc".getBytes(StandardCharsets.US_ASCII);
        LocalStore store = new LocalStore(folder);

        assertThat(HexFormat.of().formatHex(Sha256.of(body))).isEqualTo(abc);
        assertThat(Sha256.of(store, store.put("a", body, Expect.absent()))).isEqualTo(abc);
        assertThat(Sha256.of(store, store.put("b", new byte[0], Expect.absent())))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
