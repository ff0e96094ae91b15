package dev.slipway.postgres;

/**
 * A table by its name.
 *
 * @param text as {@link PostgresOptions#tables()} reads it
 * @param name schema and name, as people and files read it
 */
public record NamedTable(String text, String name) {}
