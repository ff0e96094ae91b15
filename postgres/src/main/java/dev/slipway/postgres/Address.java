package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.config.Nearest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * Where to connect and as whom: what the URL says, then the service file, then the environment, then the password
 * file, then libpq's defaults.
 */
final class Address {
    private static final String PORT = "5432";

    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGSERVICE", "service"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("SLIPWAY_AUTH", "auth"));

    /** libpq's keywords under the driver's names; those that are the same are not listed. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "sslnegotiation", "sslNegotiation");

    /** What keeps a token from others on the way. */
    private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write",
            "primary",
            "read-only",
            "secondary",
            "standby",
            "secondary",
            "prefer-standby",
            "preferSecondary");

    private final Map<String, String> settings;

    private final Optional<InetAddress> hostAddress;

    private Address(Map<String, String> settings, Optional<InetAddress> hostAddress) {
        this.settings = settings;
        this.hostAddress = hostAddress;
    }

    static Address of(String url, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(ConnectionText.parse(url));
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        String service = settings.getOrDefault("service", environment.getOrDefault("PGSERVICE", ""));
        if (!service.isEmpty()) {
            ServiceFile.read(service, environment, home).forEach(settings::putIfAbsent);
        }
        ENVIRONMENT.forEach((variable, keyword) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                settings.putIfAbsent(keyword, value);
            }
        });
        settings.putIfAbsent("port", PORT);
        String address = settings.getOrDefault("hostaddr", "");
        if (!address.isEmpty() && settings.getOrDefault("host", "/").startsWith("/")) {
            settings.put("host", address);
        }
        settings.putIfAbsent("host", defaultHost(settings.getOrDefault("port", PORT)));
        settings.putIfAbsent("user", environment.getOrDefault("USER", System.getProperty("user.name")));
        settings.putIfAbsent("dbname", settings.getOrDefault("user", ""));
        Address found = new Address(settings, address.isEmpty() ? Optional.empty() : Optional.of(numeric(address)));
        found.requireSense();
        if (found.byToken()) {
            settings.remove("password");
            settings.putIfAbsent("sslmode", "require");
            found.requireTokenSense();
        } else if (!settings.containsKey("password")) {
            Path file = settings.containsKey("passfile")
                    ? Path.of(settings.getOrDefault("passfile", ""))
                    : home.resolve(".pgpass");
            PasswordFile.find(file, found.hosts()[0], found.ports()[0], found.database(), found.user())
                    .ifPresent(password -> settings.put("password", password));
        }
        return found;
    }

    /** Never looks a name up. */
    private static InetAddress numeric(String address) {
        try {
            if (address.matches("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
                return InetAddress.getByName(address);
            }
        } catch (UnknownHostException e) {
            // said below
        }
        throw new Failure(Failure.Kind.CONFIG, "hostaddr (PGHOSTADDR) is one numeric address; for a name, use host");
    }

    /** Messages do not repeat what may be a part of a password that went astray. */
    private void requireSense() {
        for (String port : ports()) {
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
                throw new Failure(Failure.Kind.CONFIG, "what is given as port is none; it is a number from 1 to 65535");
            }
        }
        if (hostAddress.isPresent() && hosts().length > 1) {
            throw new Failure(
                    Failure.Kind.CONFIG, "hostaddr (PGHOSTADDR) goes with one host, and there are several; use host");
        }
        if (database().contains("://")) {
            throw new Failure(Failure.Kind.CONFIG, "what is given as the database's name is a URL; use --url for it");
        }
    }

    private boolean byToken() {
        return settings.containsKey("auth") && !setting("auth").equals("password");
    }

    /** A token is of one server, and as good as a password as long as it is valid. */
    private void requireTokenSense() {
        if (hosts().length > 1 || unixSocket().isPresent()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "auth (SLIPWAY_AUTH) is for a connection to one server by its name; name one host, or leave auth out");
        }
        if (!ENCRYPTED.contains(setting("sslmode"))) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "auth (SLIPWAY_AUTH) sends a token, which others could use, and sslmode allows to send it in the clear;"
                            + " it must be require, verify-ca or verify-full");
        }
        tokens();
    }

    /**
     * Of several hosts, each connection may reach another.
     *
     * @throws Failure CONFIG when there is more than one
     */
    void requireOneHost() {
        if (hosts().length > 1) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the connection names several hosts (" + server() + "), and what is locked on one of them would be"
                            + " read on another; name the primary");
        }
    }

    private Tokens tokens() {
        String name = setting("auth");
        List<Tokens> known = ServiceLoader.load(Tokens.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return known.stream()
                .filter(tokens -> tokens.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.CONFIG,
                        "auth (SLIPWAY_AUTH) is password"
                                + known.stream().map(Tokens::name).collect(Collectors.joining(" or ", " or ", ""))
                                + ", not what is given"));
    }

    /** A server on this machine listens where its packager meant it to, or else on the loopback interface. */
    private static String defaultHost(String port) {
        for (String folder : new String[] {"/var/run/postgresql", "/tmp"}) {
            if (Files.exists(Path.of(folder, ".s.PGSQL." + port))) {
                return folder;
            }
        }
        return "localhost";
    }

    private String setting(String keyword) {
        return settings.getOrDefault(keyword, "");
    }

    private String[] hosts() {
        return setting("host").split(",", -1);
    }

    /** One port for each host. */
    private String[] ports() {
        String[] ports = setting("port").split(",", -1);
        String[] each = new String[hosts().length];
        for (int i = 0; i < each.length; i++) {
            each[i] = ports[Math.min(i, ports.length - 1)].isEmpty() ? PORT : ports[Math.min(i, ports.length - 1)];
        }
        return each;
    }

    String database() {
        return setting("dbname");
    }

    String user() {
        return setting("user");
    }

    /** {@code user@host:port/database}, for messages. */
    String shown() {
        return user() + '@' + server() + '/' + database();
    }

    /** {@code host:port}, for messages. */
    String server() {
        StringBuilder server = new StringBuilder();
        String[] hosts = hosts();
        for (int i = 0; i < hosts.length; i++) {
            server.append(i == 0 ? "" : ",").append(hosts[i]);
            if (hostAddress.isPresent() && !hosts[i].equals(setting("hostaddr"))) {
                server.append('(').append(setting("hostaddr")).append(')');
            }
            server.append(':').append(ports()[i]);
        }
        return server.toString();
    }

    /** The text without the password, should it be in there. */
    String scrubbed(String text) {
        String password = setting("password");
        return password.isEmpty() ? text : text.replace(password, "***");
    }

    Optional<Path> unixSocket() {
        String host = hosts()[0];
        return host.startsWith("/") ? Optional.of(Path.of(host, ".s.PGSQL." + ports()[0])) : Optional.empty();
    }

    /** Where to connect whatever the host is called; its name is then only what TLS checks. */
    Optional<InetAddress> hostAddress() {
        return hostAddress;
    }

    /** For the driver, which takes the rest from {@link #properties}: so no secret is in it. */
    String jdbcUrl() {
        if (unixSocket().isPresent()) {
            return "jdbc:postgresql://localhost:" + ports()[0] + "/";
        }
        StringBuilder url = new StringBuilder("jdbc:postgresql://");
        String[] hosts = hosts();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].contains(":") ? '[' + hosts[i] + ']' : hosts[i];
            url.append(i == 0 ? "" : ",").append(host).append(':').append(ports()[i]);
        }
        return url.append('/').toString();
    }

    /**
     * What the driver is told, for one connection: a token in it is new.
     *
     * @throws Failure when there can be no token
     */
    Properties properties() {
        Properties properties = new Properties();
        settings.forEach((keyword, value) -> {
            switch (keyword) {
                case "auth",
                        "host",
                        "hostaddr",
                        "port",
                        "service",
                        "passfile",
                        "gssencmode",
                        "client_encoding",
                        "fallback_application_name" -> {
                    // said elsewhere, or not for the driver
                }
                case "dbname" -> PGProperty.PG_DBNAME.set(properties, value);
                case "target_session_attrs" ->
                    properties.setProperty("targetServerType", SERVER_TYPES.getOrDefault(value, value));
                default -> {
                    String name = PROPERTIES.getOrDefault(keyword, keyword);
                    if (PGProperty.forName(name) == null) {
                        throw unknown(keyword);
                    }
                    properties.setProperty(name, value);
                }
            }
        });
        if (byToken()) {
            PGProperty.PASSWORD.set(properties, tokens().token(hosts()[0], Integer.parseInt(ports()[0]), user()));
        }
        if (unixSocket().isPresent()) {
            PGProperty.SSL_MODE.set(properties, "disable");
        }
        return properties;
    }

    /** Does not repeat it: it may be a part of a password. A name close to a parameter's is taken for a slip. */
    private static Failure unknown(String keyword) {
        Set<String> known = new TreeSet<>(PROPERTIES.keySet());
        known.addAll(ENVIRONMENT.values());
        for (PGProperty property : PGProperty.values()) {
            known.add(property.getName());
        }
        String near = known.stream()
                .filter(name -> Nearest.distance(name, keyword) <= 2)
                .min(Comparator.comparingInt(name -> Nearest.distance(name, keyword)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new Failure(
                Failure.Kind.CONFIG,
                "the connection is given a parameter that neither libpq nor the driver has" + near);
    }
}
