package dev.slipway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a schema is refused where it is made. */
final class SchemaTest {
    private static final Field A = Field.of("a", new Type.Text(), true);

    @Test
    void fieldsAreFoundByName() {
        Schema schema = new Schema(List.of(A, Field.of("A", new Type.Text(), true)));

        assertThat(schema.position("A")).isEqualTo(OptionalInt.of(1));
        assertThat(schema.position("b")).isEmpty();
    }

    @Test
    void twoFieldsOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Schema(List.of(A, A))).hasMessageContaining("two fields are named \"a\"");
    }

    @Test
    void namelessAndEmptyThingsAreRefused() {
        assertThatThrownBy(() -> Field.of("", new Type.Text(), true)).hasMessageContaining("has a name");
        assertThatThrownBy(() -> new Table("s", "", new Schema(List.of(A)))).hasMessageContaining("has a name");
        assertThatThrownBy(() -> new Type.Struct(List.of())).hasMessageContaining("at least one field");
        assertThatThrownBy(() -> new Type.MapOf(A, A)).hasMessageContaining("cannot be null");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "39,0", "5,-1", "5,6"})
    void decimalsOutsideTheirBoundsAreRefused(int precision, int scale) {
        assertThatThrownBy(() -> new Type.Decimal(precision, scale))
                .hasMessageContaining("(" + precision + "," + scale + ")");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 128})
    void widthsThatNoNumberHasAreRefused(int bits) {
        assertThatThrownBy(() -> new Type.Int(bits, true)).hasMessageContaining("not " + bits);
        assertThatThrownBy(() -> new Type.Floating(bits)).hasMessageContaining("not " + bits);
    }

    @Test
    void aBatchHasAColumnForEachField() {
        Table table = new Table("s", "t", new Schema(List.of(A)));
        assertThatThrownBy(() -> new Batch(table, 0, List.of()))
                .hasMessageContaining("a batch of s.t has 1 columns, not 0");
    }

    @Test
    void originsAreCopied() {
        Map<String, String> origin = new HashMap<>(Map.of("k", "v"));
        Field field = new Field("a", new Type.Text(), true, 1, origin);
        origin.clear();

        assertThat(field.origin()).containsEntry("k", "v");
    }

    @Test
    void qualifiedNamesLeaveOutWhatIsNotThere() {
        Schema schema = new Schema(List.of(A));
        assertThat(new Table("s", "t", schema).qualifiedName()).isEqualTo("s.t");
        assertThat(new Table("", "t", schema).qualifiedName()).isEqualTo("t");
    }
}
