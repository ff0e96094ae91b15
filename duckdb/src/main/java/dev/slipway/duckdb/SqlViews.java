package dev.slipway.duckdb;

/** SQL that makes views. */
final class SqlViews {
    private SqlViews() {}

    static String name(String schema, String name) {
        return Sql.name(schema) + '.' + Sql.name(name);
    }

    static String alias(String schema, String name, String ofSchema, String ofName) {
        return "CREATE VIEW " + name(schema, name) + " AS FROM " + name(ofSchema, ofName);
    }
}
