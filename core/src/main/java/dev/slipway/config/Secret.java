package dev.slipway.config;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a value is kept that does not belong into a file of settings. Itself it holds no secret, and may be printed. */
public sealed interface Secret {
    /** What a reference looks like, for messages. */
    String EXPECTED = "a reference, {env: NAME} or {file: path}";

    /**
     * The value itself: keep it out of every message and file.
     *
     * @param environment the variables of the process
     * @throws Failure CONFIG, with the reference, when it leads nowhere
     */
    String reveal(Map<String, String> environment);

    /**
     * In a variable of the environment.
     *
     * @param place where the reference stands
     * @param name the name of the variable
     */
    record InVariable(Place place, String name) implements Secret {
        @Override
        public String reveal(Map<String, String> environment) {
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
                throw place.refused(place.path() + " names the environment variable " + name + ", which is "
                        + (value == null ? "not set" : "empty"));
            }
            return value;
        }

        @Override
        public String toString() {
            return "{env: " + name + '}';
        }
    }

    /**
     * In a file of its own, whose last line break does not count.
     *
     * @param place where the reference stands
     * @param path of the file
     */
    record InFile(Place place, Path path) implements Secret {
        @Override
        public String reveal(Map<String, String> environment) {
            try {
                // Not Files.readString: the failure of its decoder would tell nothing.
                String text = YamlFile.decode(Files.readAllBytes(path), path.toString());
                String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
                value = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
                if (value.isEmpty()) {
                    throw place.refused(place.path() + " names the file " + path + ", which is empty");
                }
                return value;
            } catch (IOException e) {
                throw place.refused(
                        place.path() + " names the file " + path + ", which cannot be read: " + YamlFile.reason(e));
            }
        }

        @Override
        public String toString() {
            return "{file: " + path + '}';
        }
    }

    /** The name of a variable. A value in its place is not repeated. */
    static String variable(YamlNode node) {
        String name = node.asText();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw node.refused("is no name of an environment variable: letters, digits and _");
        }
        return name;
    }
}
