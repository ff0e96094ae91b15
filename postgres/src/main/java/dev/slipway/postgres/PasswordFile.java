package dev.slipway.postgres;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** libpq's file of passwords: {@code host:port:database:user:password} a line, {@code *} for any, first match wins. */
final class PasswordFile {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PasswordFile() {}

    /** Like libpq, ignores a file that others than its owner may look into. */
    static Optional<String> find(Path file, String host, String port, String database, String user) {
        if (!Files.isRegularFile(file) || isOpenToOthers(file)) {
            return Optional.empty();
        }
        String[] wanted = {host.startsWith("/") ? "localhost" : host, port, database, user};
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                List<String> parts = split(line);
                if (!line.startsWith("#") && parts.size() == 5 && matches(parts, wanted)) {
                    return Optional.of(parts.get(4));
                }
            }
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the password file " + file + " cannot be read", e);
        }
        return Optional.empty();
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean matches(List<String> parts, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!parts.get(i).equals("*") && !parts.get(i).equals(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    /** At colons, unless a backslash stands before them; the fifth part takes the rest of the line. */
    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                part.append(line.charAt(i));
            } else if (c == ':' && parts.size() < 4) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
