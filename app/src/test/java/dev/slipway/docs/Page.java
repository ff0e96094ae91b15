package dev.slipway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the checkout.
 *
 * @param name its path from the checkout's root
 */
record Page(String name, String text) {
    /** A block of code: its language, and the lines between the fences. */
    record Code(String language, List<String> lines) {}

    private static final Pattern ROW = Pattern.compile("\\|(.*)\\|");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");

    static Page read(String name) throws IOException {
        return new Page(name, Files.readString(checkout().resolve(name)));
    }

    /** Every page in the root of the checkout and below {@code docs}. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> root = Files.list(checkout());
                Stream<Path> docs = Files.walk(checkout().resolve("docs"))) {
            for (Path path : Stream.concat(root, docs).sorted().toList()) {
                if (path.toString().endsWith(".md")) {
                    pages.add(read(checkout().relativize(path).toString()));
                }
            }
        }
        return pages;
    }

    /** Tests run in the folder of their module. */
    static Path checkout() {
        return Path.of("").toAbsolutePath().resolve("..").normalize();
    }

    /** The blocks of code, in order. */
    List<Code> code() {
        List<Code> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String language = "";
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("```")) {
                if (inside) {
                    blocks.add(new Code(language, List.copyOf(block)));
                }
                inside = !inside;
                language = line.strip().substring(3);
                block.clear();
            } else if (inside) {
                block.add(line);
            }
        }
        return blocks;
    }

    /** The rows of all tables that have so many columns, their cells without code marks, heads and rules left out. */
    List<List<String>> rows(int columns) {
        List<List<String>> rows = new ArrayList<>();
        boolean head = true;
        for (String line : text.lines().toList()) {
            Matcher row = ROW.matcher(line.strip());
            if (!row.matches()) {
                head = true;
                continue;
            }
            List<String> cells = Stream.of(CELL.split(row.group(1), -1))
                    .map(cell -> cell.strip().replace("\\|", "|"))
                    .toList();
            boolean rule = cells.stream().allMatch(cell -> cell.matches(":?-+:?"));
            if (!head && !rule && cells.size() == columns) {
                rows.add(cells);
            }
            head = false;
        }
        return rows;
    }
}
