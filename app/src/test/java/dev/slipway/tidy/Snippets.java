package dev.slipway.tidy;

import java.util.List;
import java.util.function.Function;

/** Runs one rule over code given as text, and returns what it found as text. */
final class Snippets {
    static final String MAIN = "core/src/main/java/dev/slipway/data/Snippet.java";
    static final String TEST = "core/src/test/java/dev/slipway/data/SnippetTest.java";

    private Snippets() {}

    static List<String> check(Function<Source, Scan> scan, String path, String code) {
        return check(Scan.each(scan), Source.of(path, code));
    }

    static List<String> check(Rule rule, Source... sources) {
        return rule.check(List.of(sources)).stream().map(Finding::toString).toList();
    }

    /** A class with these statements as the body of its one method, on line 3. */
    static String body(String statements) {
        return "class Snippet {\n  void run() {\n" + statements + "\n  }\n}\n";
    }
}
