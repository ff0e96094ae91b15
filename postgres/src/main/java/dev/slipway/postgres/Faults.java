package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.Failure.Kind;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what the server or the network says into what the user can do about it. */
final class Faults {
    private static final String STANDBY =
            "a standby had to follow its primary, which removed rows that were still being"
                    + " read or changed a table; set hot_standby_feedback or raise max_standby_streaming_delay there, or export"
                    + " from the primary";

    /** Classes of errors that the same statement has again. */
    private static final Set<String> JUDGEMENTS = Set.of("0A", "22", "23", "42", "55");

    private final Address address;

    Faults(Address address) {
        this.address = address;
    }

    /** A connection did not come about. */
    Failure connecting(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String said = said(e.getMessage());
        String whole = chain(e);
        String advice =
                switch (state) {
                    case "28P01" ->
                        "the password for user \"" + address.user()
                                + "\" is wrong; give it with PGPASSWORD or in ~/.pgpass";
                    case "28000" ->
                        "the server does not let user \"" + address.user()
                                + "\" in from here; look at its pg_hba.conf and at sslmode";
                    case "3D000" -> "there is no database \"" + address.database() + "\" on " + address.server();
                    case "53300" -> "the server has no connection left; use fewer --connections";
                    case "57P03" -> "the server is starting up or shutting down; try again in a moment";
                    default ->
                        unknownHost(e)
                                ? "the host is unknown"
                                : whole.contains("SSL")
                                        ? "TLS could not be agreed on; look at sslmode and sslrootcert"
                                        : noPassword(whole)
                                                ? "the server wants a password for user \"" + address.user()
                                                        + "\"; give it with PGPASSWORD or in ~/.pgpass"
                                                : "is the server running, and are host and port right?";
                };
        boolean config = state.startsWith("28") || state.equals("3D000") || state.equals("08004") || noPassword(whole);
        return new Failure(
                config ? Kind.CONFIG : Kind.UNAVAILABLE,
                "cannot connect to " + address.shown() + ": " + advice + " (" + said + ")",
                e);
    }

    private static boolean noPassword(String text) {
        return text.contains("no password was provided") || text.contains("password-based authentication");
    }

    private static boolean unknownHost(Throwable e) {
        return e instanceof UnknownHostException || e.getCause() != null && unknownHost(e.getCause());
    }

    private static String chain(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    /** A statement failed while {@code doing} something: "reading public.t". */
    Failure during(String doing, SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("08") ? broken(doing, e) : during(doing, state, e.getMessage(), e);
    }

    /** A COPY failed. */
    Failure during(String doing, ServerError e) {
        return during(doing, e.sqlState(), e.getMessage(), e);
    }

    /** The connection that held the snapshot broke. */
    Failure lost(SQLException e, boolean standby) {
        return new Failure(
                Kind.UNAVAILABLE,
                "the connection that held the snapshot and its locks has ended (" + said(e.getMessage())
                        + "): what was read is no longer known to be one state of the database; run again"
                        + (standby ? ". Perhaps " + STANDBY : ""),
                e);
    }

    /** The connection broke. */
    Failure broken(String doing, Exception e) {
        return new Failure(
                Kind.UNAVAILABLE,
                doing + " ended early: the connection to " + address.server() + " broke (" + said(e.getMessage())
                        + "); nothing that was read of it counts, and the same run may succeed later",
                e);
    }

    /** Nobody answered, so that it is not known what was done. */
    Failure unanswered(Kind kind, String doing, SQLException e) {
        return new Failure(
                kind,
                doing + " was not answered by " + address.server() + ", again and again, at last: "
                        + said(e.getMessage()),
                e);
    }

    /** A statement that reads or writes tables of our own was refused. */
    Failure writing(String doing, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String advice =
                switch (state) {
                    case "42501" ->
                        "; the role needs USAGE on the schema, SELECT and INSERT on etl_commits, UPDATE on etl_runs and"
                                + " DELETE on etl_summaries besides, or may create them when they are not there";
                    case "25006" -> "; it is a standby or read-only, name the primary server";
                    default -> "";
                };
        boolean config = state.startsWith("42") || state.equals("25006");
        return new Failure(config ? Kind.CONFIG : kind(state), doing + " failed: " + said(e.getMessage()) + advice, e);
    }

    private Failure during(String doing, @Nullable String sqlState, @Nullable String message, Exception e) {
        String state = sqlState == null ? "" : sqlState;
        String said = said(message);
        if (state.equals("57014")) {
            boolean timeout = said.toLowerCase(Locale.ROOT).contains("statement timeout");
            return new Failure(
                    Kind.UNAVAILABLE,
                    doing + " was ended by the server: "
                            + (timeout ? "it took longer than statement_timeout; raise --statement-timeout" : said),
                    e);
        }
        String advice =
                switch (state) {
                    case "42501" ->
                        said.contains("row-level security")
                                ? "row-level security would hide rows; use a role that bypasses it, or that owns the table"
                                : "ask for the SELECT privilege on it";
                    case "55P03" -> "someone holds it exclusively; try again later, or raise --lock-timeout";
                    case "54000" ->
                        "a row is larger than the 1 GB that COPY can send; leave the column out with --columns";
                    case "40001" -> STANDBY;
                    case "53200" -> "the server is out of memory for locks or sorting; name fewer tables at once";
                    default -> "";
                };
        return new Failure(kind(state), doing + " failed: " + said + (advice.isEmpty() ? "" : "; " + advice), e);
    }

    private static Kind kind(String state) {
        String family = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (family) {
            case "42", "0A", "3F" -> Kind.CONFIG;
            case "22", "21", "23", "54" -> Kind.INPUT;
            case "XX" -> state.equals("XX001") || state.equals("XX002") ? Kind.CORRUPT : Kind.UNAVAILABLE;
            default -> Kind.UNAVAILABLE;
        };
    }

    private String said(@Nullable String message) {
        return address.scrubbed(plain(message));
    }

    /**
     * What the server thinks of a statement, if it was that which made it fail, and not something that passes.
     *
     * @param what is wrong by that
     */
    static Optional<Failure> judged(String what, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean passes = state.length() != 5 || state.equals("55P03") || !JUDGEMENTS.contains(state.substring(0, 2));
        return passes
                ? Optional.empty()
                : Optional.of(new Failure(kind(state), what + ": " + plain(e.getMessage()), e));
    }

    /** What the server says, on one line. Never of a connection that was refused, which may tell too much. */
    static String plain(@Nullable String message) {
        String text = message == null ? "no reason given" : message.strip();
        String plain = text.startsWith("ERROR: ") || text.startsWith("FATAL: ") ? text.substring(7) : text;
        return plain.replaceAll("\\s*\\n\\s*", " ");
    }
}
