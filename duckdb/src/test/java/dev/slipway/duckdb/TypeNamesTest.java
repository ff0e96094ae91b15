package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BIGINT | BIGINT",
                "UTINYINT | UTINYINT",
                "HUGEINT[] | DECIMAL(38,0)[]",
                "DECIMAL(9,2)[3][] | DECIMAL(9,2)[][]",
                "STRUCT(a INTEGER, \"b, \"\"c\" STRUCT(d INTERVAL)[]) | STRUCT(\"a\" INTEGER, \"b, \"\"c\" STRUCT(\"d\" VARCHAR)[])",
                "MAP(VARCHAR, MAP(DATE, TIMESTAMP WITH TIME ZONE)) | MAP(VARCHAR, MAP(DATE, TIMESTAMP WITH TIME ZONE))",
                "ENUM('a', 'b)') | VARCHAR",
                "TUPLE(INTEGER, INTEGER) | VARCHAR",
                "UNION(x INTEGER) | VARCHAR",
                "TIME WITH TIME ZONE | VARCHAR",
                "TIMESTAMP_S | TIMESTAMP",
                "\"NULL\" | VARCHAR",
            })
    void typesOfDuckDbAreReadAndWritten(String name, String cast) {
        assertThat(TypeText.name(TypeText.read(name))).isEqualTo(cast);
    }
}
