package dev.slipway.postgres;

import dev.slipway.job.Cancel;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The way into one database: connections with everything pinned, outside of a transaction. */
record Entrance(PostgresOptions options, Address address, Faults faults) {
    static Entrance to(String url, Map<String, String> environment) {
        Address address = Address.of(url, environment);
        return new Entrance(PostgresOptions.of(url, environment, List.of()), address, new Faults(address));
    }

    /** A connection as it comes. */
    Link connect(Cancel cancel) {
        try {
            return Link.open(address, cancel);
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    /** What somebody does with a connection. */
    interface Errand<T> {
        T on(Link link) throws SQLException;
    }

    /** Has something done over a connection of its own. */
    <T> T visit(Cancel cancel, String doing, Errand<T> errand) {
        try (Link link = connect(cancel)) {
            Pins.set(link, Server.of(link), options);
            return errand.on(link);
        } catch (SQLException e) {
            cancel.check();
            throw faults.during(doing, e);
        }
    }
}
