package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user finds who asks. */
class HelpTest {
    @TempDir
    Path folder;

    @Test
    void everyCommandHasHelpWithAnExampleThatFitsEightyColumns() {
        List<CommandLine> all =
                commands(Main.commandLine()).filter(line -> !bundled(line)).toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        assertThat(all).allSatisfy(line -> {
            String name = line.getCommandSpec().qualifiedName(" ");
            String[] words = (name + " --help").split(" ", -1);
            Cli help = Cli.run((Object[]) Arrays.copyOfRange(words, 1, words.length));
            assertThat(help.status()).as(name).isZero();
            assertThat(help.err()).as(name).isEmpty();
            assertThat(help.out()).as(name).containsPattern("(Examples?|Try it):\n  slipway ");
            assertThat(help.out().lines()).as(name).allMatch(text -> text.length() <= 80);
        });
    }

    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(
                Stream.of(line),
                line.getSubcommands().values().stream().distinct().flatMap(HelpTest::commands));
    }

    /** Commands of the library that reads the command line, and the one that only the launcher calls. */
    private static boolean bundled(CommandLine line) {
        return List.of("help", "generate-completion").contains(line.getCommandName())
                || line.getCommandSpec().usageMessage().hidden();
    }

    @Test
    void examplesBreakLinesOnlyAsAShellWould() {
        String help = Cli.run("export", "postgres", "--help").out();
        assertThat(help).contains("--to ./lake \\\n      --url postgresql://me@host/db\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "export"})
    void aCommandWithoutItsVerbShowsWhatThereIs(String command) {
        Cli cli = command.isEmpty() ? Cli.run() : Cli.run(command);
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("Usage: slipway", "Commands:");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aSlipOfThePenIsAnsweredWithWhatWasMeant() {
        Cli cli = Cli.run("exprt");
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("'exprt'", "Did you mean: slipway export", "Try 'slipway --help'.");
        assertThat(Cli.run("export", "postgres", "t", "--too", "x").err()).contains("--to");
    }

    @Test
    void theVersionIsTold() {
        assertThat(Cli.run("--version").out()).matches("slipway \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void theCompletionScriptIsValidAndKnowsCommandsAndOptions() throws IOException, InterruptedException {
        Cli script = Cli.run("generate-completion");
        assertThat(script.status()).isZero();
        Path file = Files.writeString(folder.resolve("completion"), script.out());
        assertThat(bash("-n", file.toString())).isEmpty();
        assertThat(script.out()).contains("--connections", "--stop-on-error");
        // What bash would offer after "slipway ex" and after "slipway verify --st".
        String offers = "source " + file + "; COMP_WORDS=(slipway ex); COMP_CWORD=1; _complete_slipway 2>/dev/null;"
                + " echo \"${COMPREPLY[@]}\"; COMP_WORDS=(slipway verify --st); COMP_CWORD=2; _complete_slipway 2>/dev/null;"
                + " echo \"${COMPREPLY[@]}\"";
        assertThat(bash("-c", offers).lines().map(String::strip)).containsExactly("export", "--stop-on-error");
    }

    @Test
    void lettersThatTheLocaleDoesNotKnowAreNotGuessed() throws IOException, InterruptedException {
        String letter = "set -- \"$@\" --where \"a = '$(printf '\\303\\244')'\"";
        try (SlipwayProcess process = SlipwayProcess.start(
                folder, Map.of("LC_ALL", "C"), letter, "export", "postgres", "t", "--to", folder.resolve("lake"))) {
            Cli cli = process.end(60);
            // A Mac knows all letters in every locale; then the server is asked, which is not there.
            assertThat(cli.status()).isIn(1, 2);
            assertThat(cli.err())
                    .containsPattern("the locale of this process does not know; set LC_ALL|cannot connect");
        }
    }

    private String bash(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("bash"), Stream.of(arguments)).toList();
        Path output = folder.resolve("output");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return Files.readString(output);
    }
}
