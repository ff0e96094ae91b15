package dev.slipway.postgres;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** libpq's file of named connections: sections in brackets, {@code keyword=value} below them. */
final class ServiceFile {
    private ServiceFile() {}

    static Map<String, String> read(String service, Map<String, String> environment, Path home) {
        List<Path> files = new ArrayList<>();
        files.add(Path.of(environment.getOrDefault(
                "PGSERVICEFILE", home.resolve(".pg_service.conf").toString())));
        if (environment.containsKey("PGSYSCONFDIR")) {
            files.add(Path.of(environment.getOrDefault("PGSYSCONFDIR", ""), "pg_service.conf"));
        }
        for (Path file : files) {
            if (Files.isReadable(file)) {
                Map<String, String> settings = new LinkedHashMap<>();
                if (section(file, service, settings)) {
                    return settings;
                }
            }
        }
        throw new Failure(Failure.Kind.CONFIG, "no service \"" + service + "\" is defined; looked in " + files.get(0));
    }

    private static boolean section(Path file, String service, Map<String, String> settings) {
        boolean inside = false;
        boolean found = false;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String text = line.strip();
                if (text.startsWith("[") && text.endsWith("]")) {
                    inside = text.substring(1, text.length() - 1).equals(service);
                    found |= inside;
                } else if (inside && !text.isEmpty() && !text.startsWith("#")) {
                    int equals = text.indexOf('=');
                    if (equals > 0) {
                        settings.put(
                                text.substring(0, equals).strip(),
                                text.substring(equals + 1).strip());
                    }
                }
            }
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the service file " + file + " cannot be read", e);
        }
        return found;
    }
}
