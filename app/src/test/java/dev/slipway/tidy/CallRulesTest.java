package dev.slipway.tidy;

import static dev.slipway.tidy.Snippets.MAIN;
import static dev.slipway.tidy.Snippets.TEST;
import static dev.slipway.tidy.Snippets.body;
import static dev.slipway.tidy.Snippets.check;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallRulesTest {
    private static final String WIRING = "app/src/main/java/dev/slipway/app/Wiring.java";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.currentTimeMillis();",
                "java.time.Instant.now();",
                "LocalDate.now();",
                "ZonedDateTime.now(ZoneOffset.UTC);",
                "use(Clock.systemUTC());",
                "Clock.systemDefaultZone();",
                "new Date();"
            })
    void a_reading_of_the_wall_clock_is_caught(String call) {
        assertThat(check(InjectedTime::new, MAIN, body(call)))
                .singleElement()
                .asString()
                .startsWith(MAIN + ":3 calls ");
        assertThat(check(InjectedTime::new, WIRING, body(call))).isEmpty();
        assertThat(check(InjectedTime::new, TEST, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Instant.now(clock);", "System.nanoTime();", "new Date(0);", "clock.instant();"})
    void time_from_a_given_clock_passes(String call) {
        assertThat(check(InjectedTime::new, MAIN, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Random();",
                "new java.security.SecureRandom();",
                "Math.random();",
                "ThreadLocalRandom.current().nextInt();",
                "UUID.randomUUID();"
            })
    void randomness_without_a_seed_is_caught_in_tests_too(String call) {
        assertThat(check(InjectedRandomness::new, MAIN, body(call))).hasSize(1);
        assertThat(check(InjectedRandomness::new, TEST, body(call))).hasSize(1);
        assertThat(check(InjectedRandomness::new, WIRING, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new Random(seed);", "random.nextInt();"})
    void randomness_with_a_seed_passes(String call) {
        assertThat(check(InjectedRandomness::new, MAIN, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new String(bytes);", "new String(bytes, 0, 3);", "text.getBytes();", "name().getBytes();"})
    void text_without_a_charset_is_caught(String call) {
        assertThat(check(NamedCharset::new, TEST, body(call))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new String(bytes, UTF_8);", "text.getBytes(UTF_8);", "new String(bytes, 0, 3, UTF_8);"})
    void text_with_a_charset_passes(String call) {
        assertThat(check(NamedCharset::new, MAIN, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import java.io.FileReader;", "import java.io.FileWriter;"})
    void a_reader_that_chooses_its_charset_is_caught(String code) {
        assertThat(check(NamedCharset::new, MAIN, code)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"String.format(\"%s\", x);", "\"%,d rows\".formatted(x);", "\"%.1f\".formatted(x);"})
    void formatting_in_the_locale_of_the_machine_is_caught(String call) {
        assertThat(check(NamedLocale::new, MAIN, body(call))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"String.format(Locale.ROOT, \"%d\", x);", "\"%s: %x\".formatted(x, y);"})
    void formatting_that_no_locale_changes_passes(String call) {
        assertThat(check(NamedLocale::new, MAIN, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.out.println(1);", "e.printStackTrace(System.err);", "e.printStackTrace();"})
    void use_of_the_console_is_caught_outside_app(String call) {
        assertThat(check(QuietConsole::new, MAIN, body(call))).hasSize(1);
        assertThat(check(QuietConsole::new, WIRING, body(call))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thread.sleep(10);", "TimeUnit.SECONDS.sleep(1);", "SECONDS.sleep(1);"})
    void a_sleep_in_a_test_is_caught(String call) {
        assertThat(check(NoSleep::new, TEST, body(call))).hasSize(1);
        assertThat(check(NoSleep::new, MAIN, body(call))).isEmpty();
    }
}
