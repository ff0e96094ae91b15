package dev.slipway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.ExitCode;
import dev.slipway.app.Main;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLinePageTest {
    private static final String NAME = "docs/reference/command-line.md";

    private final CommandLinePage commands = new CommandLinePage(Main.commandLine());

    /** Run with {@code -Dslipway.docs=write} to bring the page up to date. */
    @Test
    void the_reference_says_of_every_option_what_the_program_says() throws IOException {
        Page page = Page.read(NAME);
        String renewed = commands.renewed(page.text());
        if ("write".equals(System.getProperty("slipway.docs"))) {
            Files.writeString(Page.checkout().resolve(NAME), renewed);
        } else {
            assertThat(page.text())
                    .as(NAME + " is not up to date: ./mvnw verify -pl app -am -Dtest=CommandLinePageTest"
                            + " -Dslipway.docs=write mends it")
                    .isEqualTo(renewed);
        }
    }

    @Test
    void the_reference_has_every_command() throws IOException {
        Page page = Page.read(NAME);
        List<String> names = commands.commands().stream()
                .map(command -> command.getCommandSpec().qualifiedName())
                .toList();

        assertThat(names).contains("slipway export postgres", "slipway verify", "slipway show", "slipway demo");
        assertThat(names).allSatisfy(name -> assertThat(page.text()).contains("<!-- generated: " + name + " -->"));
    }

    @Test
    void the_reference_has_every_exit_code_and_no_other() throws Exception {
        List<String> codes = Page.read("docs/reference/exit-codes.md").rows(3).stream()
                .map(cells -> cells.getFirst())
                .toList();

        for (Field code : ExitCode.class.getFields()) {
            assertThat(codes).contains("`" + code.getInt(null) + "`");
        }
        assertThat(codes).hasSize(ExitCode.class.getFields().length);
    }
}
