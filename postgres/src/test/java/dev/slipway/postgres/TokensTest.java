package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that are made for each connection, and where they may go. */
class TokensTest {
    @BeforeEach
    void forget() {
        CountedTokens.ASKED.clear();
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.postgres.TestServer#all")
    void eachConnectionIsLetInByATokenOfItsOwn(TestServer server) throws SQLException {
        Map<String, String> environment = Map.of("PGPASSWORD", "stale", "SLIPWAY_AUTH", "counted");
        Address address = Address.of("postgresql://guest@localhost:" + server.port() + "/postgres", environment);
        for (int i = 1; i <= 3; i++) {
            try (Link link = Link.open(address, new Cancel())) {
                assertThat(link.text("SELECT current_user")).contains("guest");
                assertThat(link.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                        .contains("t");
            }
            assertThat(CountedTokens.ASKED).hasSize(i).containsOnly("guest@localhost:" + server.port());
        }
    }

    @Test
    void theUrlSaysItAsWell() {
        Address address = Address.of("postgresql://me:old@h:7/d?auth=counted&sslmode=verify-full", Map.of());
        assertThat(address.properties())
                .containsEntry("password", TestServer.GUEST_PASSWORD)
                .containsEntry("sslmode", "verify-full")
                .doesNotContainKey("auth");
        assertThat(Address.of("postgresql://me:old@h/d?auth=password", Map.of()).properties())
                .containsEntry("password", "old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@h/d?auth=counted&sslmode=disable",
                "postgresql://u@h/d?auth=counted&sslmode=prefer",
                "postgresql://u@one,two/d?auth=counted",
                "postgresql://u@%2Frun/d?auth=counted",
                "postgresql://u@h/d?auth=s3cret"
            })
    void itIsRefusedWhereATokenIsOfNoUseOrCouldBeOverheard(String url) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Address.of(url, Map.of()));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("auth (SLIPWAY_AUTH)");
        assertThat(failure.text()).doesNotContain("s3cret");
        assertThat(CountedTokens.ASKED).isEmpty();
    }
}
