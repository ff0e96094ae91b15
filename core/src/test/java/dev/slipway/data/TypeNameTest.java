package dev.slipway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeNameTest {
    @Test
    void everyTypeButAGroupIsReadByItsName() {
        for (Type type : RandomTables.simpleTypes()) {
            assertThat(TypeName.parse(TypeName.of(type))).isEqualTo(type);
            Type list = new Type.ListOf(Field.of("element", type, true));
            Type map = new Type.MapOf(Field.of("key", type, false), Field.of("value", list, true));
            assertThat(TypeName.parse(TypeName.of(map))).isEqualTo(map);
        }
    }

    @Test
    void whatGoesWithoutSayingNeedNotBeSaid() {
        assertThat(TypeName.parse("decimal(20)")).isEqualTo(new Type.Decimal(20, 0));
        assertThat(TypeName.parse("time")).isEqualTo(new Type.Time(Type.Unit.MICROS));
        assertThat(TypeName.parse("timestamp utc")).isEqualTo(new Type.Timestamp(Type.Unit.MICROS, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "int",
                "int128",
                "decimal",
                "decimal(39,0)",
                "decimal(3,4)",
                "timestamp",
                "timestamp seconds utc",
                "list<>",
                "list<int8",
                "map<text>",
                "struct{a: text}"
            })
    void whatNamesNoTypeIsRefused(String text) {
        assertThatThrownBy(() -> TypeName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
