package dev.slipway.duckdb;

import java.util.ArrayList;
import java.util.List;

/** A text of several statements, told apart at the semicolons that end them. */
public final class SqlScript {
    private final String text;
    private int at;

    private SqlScript(String text) {
        this.text = text;
    }

    /** The statements in their order, without the semicolons behind them; what is only space or comments is none. */
    public static List<String> statements(String text) {
        return new SqlScript(text).split();
    }

    /** The text from where its first word begins: space and comments before it are left out. */
    static String begun(String statement) {
        SqlScript script = new SqlScript(statement);
        while (script.at < statement.length()) {
            if (Character.isWhitespace(statement.charAt(script.at))) {
                script.at++;
            } else if (!script.comment()) {
                break;
            }
        }
        return statement.substring(script.at);
    }

    private List<String> split() {
        List<String> statements = new ArrayList<>();
        int begin = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ';') {
                add(statements, text.substring(begin, at));
                at++;
                begin = at;
            } else if (!comment()) {
                step();
            }
        }
        add(statements, text.substring(begin));
        return statements;
    }

    private static void add(List<String> statements, String statement) {
        if (!begun(statement).isEmpty()) {
            statements.add(statement.strip());
        }
    }

    /** Goes past a comment, if one begins here. */
    private boolean comment() {
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return true;
        }
        if (!text.startsWith("/*", at)) {
            return false;
        }
        int depth = 0;
        do {
            boolean opens = text.startsWith("/*", at);
            boolean closes = text.startsWith("*/", at);
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        } while (depth > 0 && at < text.length());
        return true;
    }

    /** Goes past one character, or past what stands in quotes. */
    private void step() {
        char c = text.charAt(at);
        if (c == '\'') {
            boolean escapes = at > 0 && Character.toLowerCase(text.charAt(at - 1)) == 'e' && !inWord(at - 2);
            quoted(c, escapes);
        } else if (c == '"') {
            quoted(c, false);
        } else if (c == '$' && !inWord(at - 1)) {
            dollars();
        } else {
            at++;
        }
    }

    private boolean inWord(int index) {
        return index >= 0 && (Character.isLetterOrDigit(text.charAt(index)) || "_$".indexOf(text.charAt(index)) >= 0);
    }

    /** A quote that stands twice ends one part and begins the next, which comes to the same. */
    private void quoted(char quote, boolean escapes) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += escapes && text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }

    private void dollars() {
        int end = at + 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != '$') {
            at++;
            return;
        }
        String tag = text.substring(at, end + 1);
        int close = text.indexOf(tag, end + 1);
        at = close < 0 ? text.length() : close + tag.length();
    }
}
