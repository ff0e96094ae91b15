package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void statementsEndAtSemicolonsThatAreNotPartOfAnything() {
        assertThat(SqlScript.statements(
                        "a; b ;; -- c;\n ; /* d; /* e; */ ; */ f '; ''g;' \";\" $$;$$ $x$;$$;$x$ E'\\';' ;h"))
                .containsExactly("a", "b", "/* d; /* e; */ ; */ f '; ''g;' \";\" $$;$$ $x$;$$;$x$ E'\\';'", "h");
        assertThat(SqlScript.statements(" -- nothing\n/* ; */ ;")).isEmpty();
        assertThat(SqlScript.statements("SELECT $1; 'open")).containsExactly("SELECT $1", "'open");
        assertThat(SqlScript.statements("SELECT 'a\\'; b")).containsExactly("SELECT 'a\\'", "b");
    }
}
