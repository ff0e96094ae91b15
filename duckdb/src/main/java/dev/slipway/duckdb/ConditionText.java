package dev.slipway.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what DuckDB writes of the filters of a scan, such as {@code ((id > 5) AND (at <= '2024-02-01 00:00:00'::TIMESTAMP))}. Columns
 * stand there as they are, without quotes: this is for tables all of whose columns are words.
 */
final class ConditionText {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<string>'(?:[^']|'')*')|(?<number>-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?(?![\\w.]))"
                    + "|(?<word>[A-Za-z_][\\w.]*)|(?<mark>::|>=|<=|!=|<>|[-+*/%&|~^:,()=<>#\\[\\]{}?@!.\"]))");

    private static final Map<String, Condition.Operator> OPERATORS = Map.of(
            "=", Condition.Operator.EQUAL,
            "<", Condition.Operator.LESS,
            "<=", Condition.Operator.AT_MOST,
            ">", Condition.Operator.GREATER,
            ">=", Condition.Operator.AT_LEAST);

    private enum Sort {
        STRING,
        NUMBER,
        WORD,
        MARK
    }

    private record Token(Sort sort, String text) {
        boolean is(String expected) {
            return sort != Sort.STRING && text.equals(expected);
        }
    }

    private final List<Token> tokens;
    private int at;

    private ConditionText(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The condition; empty when the text is not even made of what such texts are made of: then nothing near it can be trusted. */
    static Optional<Condition> read(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        int depth = 0;
        while (matcher.find() && matcher.start() == end) {
            Token token = token(matcher);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0) {
                return Optional.empty();
            }
            tokens.add(token);
            end = matcher.end();
        }
        if (depth != 0 || !text.substring(end).isBlank()) {
            return Optional.empty();
        }
        ConditionText reader = new ConditionText(tokens);
        Condition condition = reader.expression();
        return Optional.of(reader.at == tokens.size() ? condition : new Condition.Unknown());
    }

    private static Token token(Matcher matcher) {
        String string = matcher.group("string");
        if (string != null) {
            return new Token(
                    Sort.STRING, string.substring(1, string.length() - 1).replace("''", "'"));
        }
        String number = matcher.group("number");
        if (number != null) {
            return new Token(Sort.NUMBER, number);
        }
        String word = matcher.group("word");
        return word != null ? new Token(Sort.WORD, word) : new Token(Sort.MARK, String.valueOf(matcher.group("mark")));
    }

    private boolean next(String text) {
        if (at < tokens.size() && tokens.get(at).is(text)) {
            at++;
            return true;
        }
        return false;
    }

    /** What is not understood is passed over, up to where its parenthesis closes. */
    private Condition expression() {
        if (at + 1 < tokens.size()
                && tokens.get(at).is("optional")
                && tokens.get(at + 1).is(":")) {
            at += 2;
        }
        int begin = at;
        if (!next("(")) {
            skip();
            return new Condition.Unknown();
        }
        Optional<Condition> condition = compared();
        if (condition.isPresent() && next(")")) {
            return condition.get();
        }
        at = begin + 1;
        Condition connected = connected();
        if (next(")")) {
            return connected;
        }
        at = close(begin);
        return new Condition.Unknown();
    }

    /** Passes over what stands in no parentheses, such as a dynamic filter. */
    private void skip() {
        while (at < tokens.size() && !tokens.get(at).is(")") && !connects(tokens.get(at))) {
            at = tokens.get(at).is("(") ? close(at) : at + 1;
        }
    }

    private static boolean connects(Token token) {
        return token.is("AND") || token.is("OR");
    }

    /** Behind where the parenthesis that opens at {@code begin} closes. */
    private int close(int begin) {
        int depth = 0;
        for (int i = begin; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return tokens.size();
    }

    /** Conditions with one and the same word between them. */
    private Condition connected() {
        List<Condition> parts = new ArrayList<>(List.of(expression()));
        boolean and = at < tokens.size() && tokens.get(at).is("AND");
        while (next(and ? "AND" : "OR")) {
            parts.add(expression());
        }
        return and ? new Condition.And(List.copyOf(parts)) : new Condition.Or(List.copyOf(parts));
    }

    private Optional<Condition> compared() {
        if (at == tokens.size() || tokens.get(at).sort() != Sort.WORD) {
            return Optional.empty();
        }
        String column = tokens.get(at++).text();
        if (next("IS")) {
            boolean present = next("NOT");
            return next("NULL") ? Optional.of(new Condition.Present(column, present)) : Optional.empty();
        }
        if (next("IN")) {
            return in(column);
        }
        Condition.Operator operator = at < tokens.size() && tokens.get(at).sort() == Sort.MARK
                ? OPERATORS.get(tokens.get(at).text())
                : null;
        if (operator == null) {
            return Optional.empty();
        }
        at++;
        return value().map(value -> new Condition.Compared(column, operator, value));
    }

    private Optional<Condition> in(String column) {
        if (!next("(")) {
            return Optional.empty();
        }
        List<Condition> parts = new ArrayList<>();
        do {
            Optional<Condition.Value> value = value();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parts.add(new Condition.Compared(column, Condition.Operator.EQUAL, value.get()));
        } while (next(","));
        return next(")") ? Optional.of(new Condition.Or(List.copyOf(parts))) : Optional.empty();
    }

    private Optional<Condition.Value> value() {
        if (at == tokens.size() || tokens.get(at).sort().compareTo(Sort.NUMBER) > 0) {
            return Optional.empty();
        }
        Token value = tokens.get(at++);
        StringBuilder type = new StringBuilder();
        if (next("::")) {
            while (at < tokens.size() && tokens.get(at).sort() == Sort.WORD) {
                type.append(type.isEmpty() ? "" : " ").append(tokens.get(at++).text());
            }
        }
        return Optional.of(new Condition.Value(value.text(), value.sort() == Sort.STRING, type.toString()));
    }
}
