package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
    @TempDir
    Path folder;

    Launcher launcher;

    @BeforeEach
    void install() throws IOException {
        launcher = new Launcher(folder);
        launcher.built();
    }

    @Test
    void the_newest_sound_jdk_of_the_usual_folders_is_taken() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        Path newest = launcher.jdk("jvm/b", "25.0.10");
        launcher.jdk("jvm/c", "25.0.9");
        launcher.jdk("jvm/d", "1.8.0_402");

        assertThat(launcher.run().java()).isEqualTo(newest.resolve("bin/java").toString());
    }

    @Test
    void a_jdk_in_the_layout_of_a_mac_is_found() throws Exception {
        Path jdk = launcher.jdk("jvm/temurin-21.jdk/Contents/Home", "21.0.9");

        assertThat(launcher.run().java()).isEqualTo(jdk.resolve("bin/java").toString());
    }

    @Test
    void a_java_home_that_fits_wins_over_a_newer_jdk() throws Exception {
        launcher.jdk("jvm/newer", "26.0.1");
        Path named = launcher.jdk("named", "21");
        launcher.environment.put("JAVA_HOME", named.toString());

        assertThat(launcher.run().java()).isEqualTo(named.resolve("bin/java").toString());
    }

    @Test
    void an_old_java_home_is_passed_over_without_a_word() throws Exception {
        Path jdk = launcher.jdk("jvm/good", "21.0.9");
        Path named = launcher.jdk("named", "17.0.15");
        launcher.environment.put("JAVA_HOME", named.toString());

        Launcher.Outcome outcome = launcher.run();
        assertThat(outcome.java()).isEqualTo(jdk.resolve("bin/java").toString());
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void a_jdk_that_corrupts_is_refused_with_the_reason_and_another_is_taken() throws Exception {
        Path good = launcher.jdk("jvm/good", "21.0.9");
        Path named = launcher.jdk("named", "25.0.1");
        launcher.environment.put("JAVA_HOME", named.toString());

        Launcher.Outcome outcome = launcher.run();
        assertThat(outcome.java()).isEqualTo(good.resolve("bin/java").toString());
        assertThat(outcome.errors())
                .contains("JAVA_HOME is passed over", "25.0.1", named.toString(), "zstd-jni issue 377", "25.0.3");
    }

    @Test
    void every_release_that_corrupts_is_known_and_no_other() throws Exception {
        for (String corrupting : new String[] {"25", "25.0.0", "25.0.1", "25.0.2", "25.0.2.1"}) {
            launcher.jdk("jvm/only", corrupting);
            assertThat(launcher.run().status()).as(corrupting).isEqualTo(1);
        }
        for (String sound : new String[] {"21", "24.0.2", "25.0.3", "25.0.20", "25.1", "26", "26-ea"}) {
            launcher.jdk("jvm/only", sound);
            assertThat(launcher.run().status()).as(sound).isZero();
        }
    }

    @Test
    void an_explicit_choice_that_does_not_fit_is_told() throws Exception {
        launcher.jdk("jvm/good", "21.0.9");
        launcher.environment.put("SLIPWAY_JAVA_HOME", folder.resolve("nowhere").toString());

        assertThat(launcher.run().errors()).contains("SLIPWAY_JAVA_HOME is passed over", "no JDK");
    }

    @Test
    void without_a_usable_jdk_the_error_says_what_was_seen_and_what_to_do() throws Exception {
        launcher.jdk("jvm/old", "17.0.15");
        launcher.jdk("jvm/bad", "25.0.2");

        Launcher.Outcome outcome = launcher.run();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains(
                        "no usable Java", "21 or newer", "17.0.15", "is older than 21", "25.0.2", "SLIPWAY_JAVA_HOME");
    }

    @Test
    void java_on_the_path_is_followed_through_links() throws Exception {
        Path jdk = launcher.jdk("elsewhere/jdk", "21.0.9");
        launcher.link("alternatives/java", jdk.resolve("bin/java"));
        launcher.link("path/java", Path.of("../alternatives/java"));

        assertThat(launcher.run().java()).isEqualTo(jdk.resolve("bin/java").toString());
    }

    @Test
    void it_starts_from_any_folder_and_through_a_link() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        Path link = launcher.link("bin/slipway", Path.of("../checkout/slipway"));

        assertThat(launcher.run(link).arguments())
                .contains(launcher.checkout.toRealPath() + "/app/target/slipway/lib/one.jar:"
                        + launcher.checkout.toRealPath() + "/app/target/slipway/lib/two.jar");
    }

    @Test
    void arguments_reach_the_program_as_they_are() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");

        assertThat(launcher.run("export", "a b", "*", "").arguments())
                .endsWith("dev.slipway.app.Main", "export", "a b", "*", "");
    }

    @Test
    void options_of_the_user_come_after_the_defaults_and_one_collector_is_named() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        assertThat(launcher.run().arguments()).contains("-XX:+UseSerialGC");

        launcher.environment.put("SLIPWAY_JAVA_OPTS", "-Xmx2g -XX:+UseParallelGC");
        assertThat(launcher.run().arguments())
                .containsSubsequence("-Xmx256m", "-Xmx2g", "-XX:+UseParallelGC", "-cp")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void a_cache_is_trained_once_for_each_build_from_jdk_25_on() throws Exception {
        launcher.jdk("jvm/a", "25.0.3");
        String cache = "-XX:AOTCache=" + launcher.checkout.toRealPath() + "/app/target/slipway/slipway.aot";

        Launcher.Outcome first = launcher.run();
        assertThat(first.errors()).contains("preparing a faster start");
        assertThat(first.arguments()).contains(cache);

        Launcher.Outcome second = launcher.run();
        assertThat(second.errors()).isEmpty();
        assertThat(second.arguments()).contains(cache);

        launcher.built();
        assertThat(launcher.run().errors()).contains("preparing a faster start");
    }

    @Test
    void jdk_21_runs_without_a_cache() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");

        Launcher.Outcome outcome = launcher.run();
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.arguments()).noneMatch(argument -> argument.contains("AOT"));
    }

    @Test
    void the_first_use_builds_and_the_next_does_not() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        launcher.unbuilt();

        assertThat(launcher.run().errors()).contains("building Slipway (first use)");
        assertThat(launcher.run().errors()).isEmpty();
    }

    @Test
    void a_newer_source_leads_to_a_build_only_when_asked_for() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        launcher.newerSource("core/src/main/java/New.java");

        assertThat(launcher.run().errors()).isEmpty();
        launcher.environment.put("SLIPWAY_REBUILD", "1");
        assertThat(launcher.run().errors()).contains("core/src/main/java/New.java is newer");
        assertThat(launcher.run().errors()).isEmpty();
    }

    @Test
    void a_build_that_fails_says_how_to_repeat_it() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        launcher.unbuilt();
        launcher.script("checkout/mvnw", "exit 1");

        Launcher.Outcome outcome = launcher.run();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors()).contains("the build failed", "./mvnw");
    }

    @Test
    void a_locale_that_says_nothing_becomes_one_that_knows_every_letter() throws Exception {
        launcher.jdk("jvm/a", "21.0.9");
        launcher.script("jvm/a/bin/java", "printf '%s\\n' \"$0\" \"${LC_ALL-none}\"");
        for (String locale : new String[] {"C", "POSIX", ""}) {
            launcher.environment.put("LANG", locale);
            assertThat(launcher.run().arguments()).as(locale).containsExactly("C.UTF-8");
        }
        launcher.environment.put("LANG", "de_DE.UTF-8");
        assertThat(launcher.run().arguments()).containsExactly("none");
    }
}
