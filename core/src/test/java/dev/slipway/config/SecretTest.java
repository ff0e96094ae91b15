package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
    @TempDir
    Path folder;

    private Secret secret(String value) {
        String name = folder.resolve("a.yaml").toString();
        return YamlFile.parse("token: " + value + "\n", name).required("token").asSecret();
    }

    @Test
    void a_variable_is_read_only_when_asked_and_never_shown() {
        Secret secret = secret("{env: TOKEN}");

        assertThat(secret.reveal(Map.of("TOKEN", "hush"))).isEqualTo("hush");
        assertThat(secret).hasToString("{env: TOKEN}");
        assertThatThrownBy(() -> secret.reveal(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageEndingWith("a.yaml:1:14: token.env names the environment variable TOKEN, which is not set");
        assertThatThrownBy(() -> secret.reveal(Map.of("TOKEN", ""))).hasMessageEndingWith("TOKEN, which is empty");
    }

    @Test
    void a_file_is_read_only_when_asked_without_its_last_line_break_and_never_shown() throws IOException {
        Secret secret = secret("{file: token}");
        Path file = folder.resolve("token");

        assertThatThrownBy(() -> secret.reveal(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageEndingWith("a.yaml:1:15: token.file names the file " + file
                        + ", which cannot be read: there is no such file");
        Files.writeString(file, "hush\r\n");
        assertThat(secret.reveal(Map.of())).isEqualTo("hush");
        assertThat(secret).hasToString("{file: " + file + "}");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> secret.reveal(Map.of())).hasMessageEndingWith("token, which is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "'hush'",
                "12345",
                "{env: hush-hush}",
                "{env: [hush]}",
                "{file: [hush]}",
                "[hush]",
                "{env: A, file: hush}",
                "{}",
                ""
            })
    void anything_but_a_reference_is_refused_without_showing_it(String value) {
        assertThatThrownBy(() -> secret(value))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a.yaml:1:")
                .message()
                .doesNotContain("hush", "12345");
    }

    @Test
    void a_plain_value_is_refused_with_the_advice_to_use_a_reference() {
        assertThatThrownBy(() -> secret("hush"))
                .hasMessageEndingWith(
                        "a.yaml:1:8: token holds a value, expected a reference, {env: NAME} or {file: path}:"
                                + " secrets do not belong into this file");
    }
}
