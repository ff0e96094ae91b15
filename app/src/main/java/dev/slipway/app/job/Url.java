package dev.slipway.app.job;

import dev.slipway.Failure;
import dev.slipway.config.Secret;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.postgres.PostgresOptions;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Where to connect, as a job file says it: without a password, which the file must not hold. */
sealed interface Url {
    /** Stands in the file. */
    record Written(String text) implements Url {}

    /** Is kept elsewhere, perhaps with a password in it. */
    record Kept(Secret secret) implements Url {}

    /** The text itself, which may hold a password. */
    default String reveal(Map<String, String> environment) {
        return switch (this) {
            case Written written -> written.text();
            case Kept kept -> kept.secret().reveal(environment);
        };
    }

    /** Writes it as it stands in the file, under {@code url}. */
    default void write(ObjectNode node) {
        switch (this) {
            case Written written -> node.put("url", written.text());
            case Kept kept -> write(kept.secret(), node.putObject("url"));
        }
    }

    private static void write(Secret secret, ObjectNode node) {
        switch (secret) {
            case Secret.InVariable variable -> node.put("env", variable.name());
            case Secret.InFile file ->
                node.put("file", file.path().toAbsolutePath().toString());
        }
    }

    /** Reads it. No message repeats it. */
    static Url read(YamlNode node) {
        if (!(node instanceof YamlScalar)) {
            return new Kept(node.asSecret());
        }
        String text = node.asText();
        if (hasPassword(node, text)) {
            throw node.refused("holds a password, which does not belong into this file: leave it to ~/.pgpass or"
                    + " PGPASSWORD, or write a reference to the whole URL, {env: NAME} or {file: path}");
        }
        return new Written(text);
    }

    private static boolean hasPassword(YamlNode node, String text) {
        try {
            return PostgresOptions.hasPassword(text);
        } catch (Failure e) {
            throw node.refused("does not tell where to connect: " + e.text());
        }
    }
}
