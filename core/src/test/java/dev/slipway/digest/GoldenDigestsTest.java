package dev.slipway.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Field;
import dev.slipway.data.RandomTables;
import dev.slipway.data.Type;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files in the world carry these digests. */
final class GoldenDigestsTest {
    static Stream<GoldenVector> vectors() throws IOException {
        return GoldenVector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aDigestIsWhatItAlwaysWas(GoldenVector vector) {
        assertThat(Digests.of(vector.table(), vector.rows())).isEqualTo(vector.digest());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theDefinitionWrittenAgainGivesThem(GoldenVector vector) {
        assertThat(NaiveDigest.of(vector.table().schema(), vector.rows())).isEqualTo(vector.digest());
    }

    @Test
    void everyTypeIsPinnedWithAndWithoutItsNull() throws IOException {
        Set<Type> withNull = new HashSet<>();
        Set<Type> withValue = new HashSet<>();
        vectors().forEach(vector -> {
            List<Field> fields = vector.table().schema().fields();
            vector.rows().forEach(row -> {
                for (int f = 0; f < fields.size(); f++) {
                    (row.get(f) == null ? withNull : withValue)
                            .add(fields.get(f).type());
                }
            });
        });

        List<Type> simple = RandomTables.simpleTypes().stream()
                .filter(type -> !(type instanceof Type.Decimal))
                .toList();
        assertThat(withValue).containsAll(simple);
        assertThat(withNull).containsAll(simple);
        assertThat(classes(withValue)).contains(Type.class.getPermittedSubclasses());
        assertThat(classes(withNull)).contains(Type.class.getPermittedSubclasses());
    }

    private static Set<Class<?>> classes(Set<Type> types) {
        return types.stream().map(Object::getClass).collect(Collectors.toSet());
    }
}
