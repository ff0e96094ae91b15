package dev.slipway.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 5 * * *         | 0 5 * * *
            */15 8-18 * * 1-5 | 0,15,30,45 8-18 * * 1-5
            5,10 0 1 JAN *    | 5,10 0 1 1 *
            0 0 * * sun,Sat   | 0 0 * * 0,6
            0 0 * * 5-7       | 0 0 * * 0,5,6
            0 0 * * */2       | 0 0 * * 0,2,4,6
            0-10/5 * 1-7 * *  | 0,5,10 * 1-7 * *
            0 0 29 2 *        | 0 0 29 2 *
            * * * * *         | * * * * *
            """)
    void whatAllCronsUnderstandIsUnderstood(String text, String plain) {
        assertThat(CronText.parse(text).cron()).isEqualTo(plain);
        assertThat(CronText.parse(plain)).isEqualTo(CronText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@daily",
                "0 5 * *",
                "0 0 5 * * *",
                "60 5 * * *",
                "0 24 * * *",
                "0 5 0 * *",
                "0 5 32 * *",
                "0 5 * 13 *",
                "0 5 * * 8",
                "0 5 L * *",
                "0 5 15W * *",
                "0 5 * * 5#2",
                "0 5 ? * *",
                "0 5 * * monday",
                "5/10 * * * *",
                "*/0 * * * *",
                "10-5 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "0 5 H * *",
                "0 5 1 * 1",
                "0 5 30 2 *",
                "0 5 31 4,6 *"
            })
    void whatIsNotIsRefused(String text) {
        assertThatThrownBy(() -> CronText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(has|names) .*");
    }

    @Test
    void anotherReaderOfCronFindsTheSameTimes() {
        long seed = new Random(1).nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            String text = field(random, 0, 59)
                    + ' '
                    + field(random, 0, 23)
                    + ' '
                    + (random.nextBoolean()
                            ? field(random, 1, 28) + ' ' + field(random, 1, 12) + " *"
                            : "* " + field(random, 1, 12) + ' ' + field(random, 0, 6));
            Rule rule = CronText.parse(text);
            ExecutionTime times = ExecutionTime.forCron(
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text));
            ZonedDateTime at = ZonedDateTime.of(2027, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
            for (int step = 0; step < 500; step++) {
                boolean ours = rule.hours().contains(at.getHour())
                        && rule.minutes().contains(at.getMinute())
                        && rule.days().has(at.toLocalDate());
                assertThat(ours).as("seed %s: %s at %s", seed, text, at).isEqualTo(times.isMatch(at));
                at = at.plusMinutes(1 + random.nextInt(900));
            }
        }
    }

    private static String field(Random random, int min, int max) {
        int first = min + random.nextInt(max - min + 1);
        int last = first + random.nextInt(max - first + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + random.nextInt(max));
            case 2 -> first + "-" + last;
            case 3 -> first + "-" + last + "/" + (1 + random.nextInt(Math.min(9, max)));
            default -> first + "," + last;
        };
    }
}
