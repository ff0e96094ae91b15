package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import dev.slipway.duckdb.SqlScript;
import dev.slipway.duckdb.SqlSession;
import dev.slipway.duckdb.SqlStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Views, macros and types of somebody's own, kept in files of SQL. */
final class Definitions {
    private Definitions() {}

    /**
     * Makes what a file defines, for all statements that follow.
     *
     * @throws Failure CONFIG when it cannot be read, or has anything else in it
     */
    static void run(SqlSession session, Path file) {
        for (String text : SqlScript.statements(text(file))) {
            run(session, file, text);
        }
    }

    /** The same for what comes with a job: what speaks of a table that is not there yet is left out. */
    static void runIfPossible(SqlSession session, Path file) {
        for (String text : SqlScript.statements(text(file))) {
            try {
                run(session, file, text);
            } catch (Failure e) {
                if (e.kind() != Failure.Kind.CONFIG) {
                    throw e;
                }
            }
        }
    }

    private static void run(SqlSession session, Path file, String text) {
        try {
            SqlStatement statement = session.read(text);
            if (statement.kind() != SqlStatement.Kind.DEFINITION) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "there is a query in it; a file of definitions has CREATE VIEW, CREATE MACRO and CREATE TYPE");
            }
            session.define(statement);
        } catch (Failure e) {
            throw new Failure(e.kind(), file + ": " + e.text(), e);
        }
    }

    /** The text of a file of SQL. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the SQL cannot be read: " + IoText.of(e), e);
        }
    }
}
