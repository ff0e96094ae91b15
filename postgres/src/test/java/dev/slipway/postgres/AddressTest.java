package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where to connect, as whom, and who says so. */
class AddressTest {
    @TempDir
    Path home;

    private Address address(String url, String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("HOME", home.toString(), "USER", "me"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return Address.of(url, variables);
    }

    private String password(Address address) {
        return address.properties().getProperty("password", "none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:p%40ss@db.example:5433/sales?sslmode=require",
                "postgres://ann:p%40ss@db.example:5433/sales?sslmode=require",
                "jdbc:postgresql://db.example:5433/sales?user=ann&password=p%40ss&sslmode=require",
                "host=db.example port=5433 dbname=sales user=ann password='p@ss' sslmode = require"
            })
    void everyFormOfUrlMeansTheSame(String url) {
        Address address = address(url);
        assertThat(address.shown()).isEqualTo("ann@db.example:5433/sales");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/");
        assertThat(password(address)).isEqualTo("p@ss");
        assertThat(address.properties()).containsEntry("sslmode", "require").containsEntry("user", "ann");
    }

    @Test
    void theEnvironmentFillsWhatTheUrlLeavesOpen() {
        Address address = address(
                "postgresql://db/",
                "PGPORT",
                "6000",
                "PGUSER",
                "bob",
                "PGDATABASE",
                "lake",
                "PGPASSWORD",
                "x",
                "PGHOST",
                "other",
                "PGSSLMODE",
                "disable");
        assertThat(address.shown()).isEqualTo("bob@db:6000/lake");
        assertThat(password(address)).isEqualTo("x");
        assertThat(address.properties()).containsEntry("sslmode", "disable");
        assertThat(address("", "PGHOST", "h").shown()).isEqualTo("me@h:5432/me");
    }

    @Test
    void severalHostsAndIpv6AddressesArePassedOn() {
        assertThat(address("postgresql://u@a:1,b:2/d").jdbcUrl()).isEqualTo("jdbc:postgresql://a:1,b:2/");
        assertThat(address("postgresql://u@[::1]:7/d").jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:7/");
        assertThat(address("postgresql://u@a,b/d?target_session_attrs=read-write")
                        .properties())
                .containsEntry("targetServerType", "primary");
    }

    @Test
    void aHostThatIsAFolderMeansTheUnixSocketInIt() {
        Path socket = Path.of("/run/pg/.s.PGSQL.5433");
        assertThat(address("postgresql:///d?host=/run/pg&port=5433").unixSocket())
                .contains(socket);
        assertThat(address("postgresql://%2Frun%2Fpg:5433/d").unixSocket()).contains(socket);
        assertThat(address("", "PGHOST", "/run/pg", "PGPORT", "5433").unixSocket())
                .contains(socket);
        assertThat(address("postgresql://h/d").unixSocket()).isEmpty();
    }

    @Test
    void aServiceIsLookedUpAndTheUrlOverridesIt() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"),
                "# ours\n[other]\nhost=wrong\n\n[lake]\nhost=db.lake\nport=6543\nuser=svc\npassword=pw\ndbname=one\n[last]\nhost=wrong\n");
        Address address = address("postgresql:///two?service=lake", "PGUSER", "ignored");
        assertThat(address.shown()).isEqualTo("svc@db.lake:6543/two");
        assertThat(password(address)).isEqualTo("pw");
        assertThat(address("", "PGSERVICE", "lake").shown()).isEqualTo("svc@db.lake:6543/one");
        Failure failure = catchThrowableOfType(Failure.class, () -> address("", "PGSERVICE", "nope"));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure).hasMessageContaining("\"nope\"");
    }

    @Test
    void thePasswordFileIsReadWhenOnlyItsOwnerCan() throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, "# c\nh:5432:other:me:no\nh:*:d:me:with\\:colon\\\\and:more\n*:*:*:*:any\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(password(address("postgresql://me@h/d"))).isEqualTo("with:colon\\and:more");
        assertThat(password(address("postgresql://you@h/d"))).isEqualTo("any");
        assertThat(password(address("postgresql://me:own@h/d"))).isEqualTo("own");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(password(address("postgresql://me@h/d"))).isEqualTo("none");
        Path elsewhere = Files.writeString(home.resolve("pass"), "*:*:*:*:elsewhere");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
        assertThat(password(address("postgresql://me@h/d", "PGPASSFILE", elsewhere.toString())))
                .isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:s3cret@h/d",
                "u:s3cret@h",
                "postgresql://u:s3cret%zz@h/d",
                "host=h password='s3cret",
                "postgresql://u:s3cret@h/d?nonsense=1",
                "postgresql://u:s3cret@h/d?broken",
                "password=s3cret x"
            })
    void whatIsNotUnderstoodIsRefusedWithoutRepeatingThePassword(String url) {
        Failure failure = catchThrowableOfType(Failure.class, () -> address(url).properties());
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure.text()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:qqpa/qqss@host/db",
                "postgresql://me:12/qqss@host/db",
                "postgresql://me:qqp@qqa/qqss@host/db",
                "postgresql://me:qqpa:77/qqss@host/db",
                "postgresql://me:qqpa?qqss@host/db",
                "postgresql://me:12?qqs=qqz@host/db",
                "postgresql://me:12?qqs-=qqz@host/db",
                "postgresql://me:123456",
                "postgresql://me:qqpass",
                "jdbc:postgresql://me:qqpa/qqss@host/db",
                "password=my qqsecret dbname=x",
                "password=my qqse=qqcret dbname=x",
                "password=my port=qqx",
                "dbname=postgresql://me:qqpa@host/db",
                "host=h dbname=qqss@host/db"
            })
    void noPartOfAPasswordThatWasNotEscapedIsRepeated(String url) {
        Failure failure = catchThrowableOfType(Failure.class, () -> address(url).properties());
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure.text()).doesNotContain("qq", "\"pa\"", "me:12", "123456");
    }

    @Test
    void whatWasNotEscapedIsExplained() {
        Failure slash = catchThrowableOfType(Failure.class, () -> address("postgresql://me:pa/ss@host/db"));
        assertThat(slash).hasMessageContaining("%2F");
        Failure space = catchThrowableOfType(Failure.class, () -> address("password=my secret dbname=x"));
        assertThat(space).hasMessageContaining("quote");
        assertThat(catchThrowableOfType(
                        Failure.class, () -> address("host=h sslmod=require").properties()))
                .hasMessageContaining("did you mean sslmode?");
        assertThat(address("postgresql://me:pa%2Fss@h/d%40b").shown()).isEqualTo("me@h:5432/d@b");
    }

    @Test
    void aNumericAddressIsConnectedToAndTheHostIsOnlyItsName() {
        Address address = address("host=db.example hostaddr=127.0.0.1 user=u dbname=d");
        assertThat(address.hostAddress().orElseThrow().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5432/");
        assertThat(address.shown()).isEqualTo("u@db.example(127.0.0.1):5432/d");
        Address unnamed = address("postgresql:///d?hostaddr=::1", "PGHOST", "/run/pg");
        assertThat(unnamed.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/");
        assertThat(unnamed.unixSocket()).isEmpty();
        assertThat(address("", "PGHOSTADDR", "10.1.2.3").shown()).isEqualTo("me@10.1.2.3:5432/me");
        for (String wrong : List.of("hostaddr=db.example", "hostaddr=1.2.3.4,1.2.3.5", "host=a,b hostaddr=1.2.3.4")) {
            Failure failure = catchThrowableOfType(Failure.class, () -> address(wrong));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
            assertThat(failure).hasMessageContaining("use host");
        }
    }

    @Test
    void optionsDoNotShowTheUrl() {
        assertThat(PostgresOptions.of("postgresql://u:s3cret@h/d", Map.of("PGPASSWORD", "s3cret"), List.of("t"))
                        .toString())
                .doesNotContain("s3cret");
    }
}
