package dev.slipway.app.export;

import dev.slipway.app.TestServer;
import java.sql.SQLException;

/** A partitioned table with a column of most kinds of types, nulls and names that want quoting. */
final class RichTable {
    private static final String[] SQL = {
        "CREATE SCHEMA \"My Shop\"",
        "CREATE TYPE \"My Shop\".mood AS ENUM ('fine', 'so so')",
        """
        CREATE TABLE "My Shop"."Order s" (
            id bigint NOT NULL, at timestamptz NOT NULL, "Mood?" "My Shop".mood, price numeric(12,2), tall numeric,
            small smallint, ratio double precision, ok boolean, note text, code char(4), day date, clock time,
            wait interval, tags text[], extra jsonb, raw bytea, who uuid, span int4range, host inet,
            double_price numeric(13,2) GENERATED ALWAYS AS (price * 2) STORED,
            PRIMARY KEY (at, id)) PARTITION BY RANGE (at)""",
        """
        CREATE TABLE "My Shop"."Order s 1" PARTITION OF "My Shop"."Order s"
            FOR VALUES FROM ('2024-01-01Z') TO ('2024-02-01Z')""",
        """
        CREATE TABLE "My Shop"."Order s 2" PARTITION OF "My Shop"."Order s"
            FOR VALUES FROM ('2024-02-01Z') TO ('2024-03-01Z')""",
        """
        CREATE TABLE "My Shop"."Order s 3" PARTITION OF "My Shop"."Order s"
            FOR VALUES FROM ('2024-03-01Z') TO ('2024-04-01Z')""",
        """
        INSERT INTO "My Shop"."Order s"
        SELECT i, timestamptz '2024-01-01Z' + i * interval '2 minutes',
            CASE i % 3 WHEN 0 THEN 'fine' WHEN 1 THEN 'so so' END::"My Shop".mood,
            i / 7.0, CASE WHEN i % 5 > 0 THEN i ^ 3 / 11.0 END, i % 1000, i / 3.0::float8, i % 2 = 0,
            CASE WHEN i % 4 > 0 THEN 'note ' || i || chr(228) END, 'c' || i % 10, date '1900-01-01' + i,
            time '00:00' + i * interval '1 second', i * interval '3 hours',
            CASE i % 3 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY['a', NULL, 'b' || i] END,
            jsonb_build_object('i', i, 'x', '"'), decode(md5(i::text), 'hex'), md5(i::text)::uuid,
            int4range(i, i + 2), '10.0.0.0'::inet + i
        FROM generate_series(1, 30000) i""",
        "ANALYZE",
    };

    static final String NAME = "\"My Shop\".\"Order s\"";

    private RichTable() {}

    static TestServer.Database on(TestServer server) throws SQLException {
        return server.database(SQL);
    }
}
