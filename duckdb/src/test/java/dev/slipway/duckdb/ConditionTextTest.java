package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTextTest {
    private static final Condition UNKNOWN = new Condition.Unknown();

    private static Condition compared(String column, Condition.Operator operator, String text, boolean quoted) {
        return new Condition.Compared(column, operator, new Condition.Value(text, quoted, ""));
    }

    private static Condition read(String text) {
        return ConditionText.read(text).orElseThrow();
    }

    @Test
    void whatIsUnderstoodIsKeptAndTheRestMayHold() {
        Condition five = compared("id", Condition.Operator.GREATER, "5", false);
        assertThat(read("(id > 5)")).isEqualTo(five);
        assertThat(read("((id > 5) AND optional: Dynamic Filter (id))"))
                .isEqualTo(new Condition.And(List.of(five, UNKNOWN)));
        assertThat(read("((id > 5) AND flag)")).isEqualTo(new Condition.And(List.of(five, UNKNOWN)));
        assertThat(read("(flag OR (id > 5))")).isEqualTo(new Condition.Or(List.of(UNKNOWN, five)));
        assertThat(read("optional: (s IN ('a', 'b''c'))"))
                .isEqualTo(new Condition.Or(List.of(
                        compared("s", Condition.Operator.EQUAL, "a", true),
                        compared("s", Condition.Operator.EQUAL, "b'c", true))));
        assertThat(read("(day >= '2024-01-01'::DATE)"))
                .isEqualTo(new Condition.Compared(
                        "day", Condition.Operator.AT_LEAST, new Condition.Value("2024-01-01", true, "DATE")));
        assertThat(read("(id IS NOT NULL)")).isEqualTo(new Condition.Present("id", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(NOT ((id > 5) AND (id < 9)))",
                "(id > other)",
                "(CAST(id AS DOUBLE) > 5.5)",
                "flag",
                "((id + 1) > 5)",
                "(id != 5)",
                "CASE WHEN (id > 5) THEN true ELSE false END",
                "(CASE WHEN flag AND (id > 5) THEN 1 ELSE 0 END = 1)",
            })
    void anythingElseRulesNothingOut(String text) {
        assertThat(rulesOut(read(text))).as(read(text).toString()).isFalse();
    }

    private static boolean rulesOut(Condition condition) {
        return switch (condition) {
            case Condition.And and -> and.parts().stream().anyMatch(ConditionTextTest::rulesOut);
            case Condition.Or or -> or.parts().stream().allMatch(ConditionTextTest::rulesOut);
            case Condition.Compared compared -> true;
            case Condition.Present present -> true;
            case Condition.Unknown unknown -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"(s = 'x", "y')", "(id > 5", "id > 5)", "(id > 5) ; é"})
    void aPieceOfAConditionSpoilsAllThatStandBesideIt(String text) {
        assertThat(ConditionText.read(text)).isEmpty();
    }
}
