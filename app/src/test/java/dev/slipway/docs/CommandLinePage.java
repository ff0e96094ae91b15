package dev.slipway.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the reference says of each command, made from the program's own description of it. */
final class CommandLinePage {
    private static final Pattern DEFAULT = Pattern.compile("\\s*\\(default: ([^)]*)\\)");
    private static final Pattern BLOCK = Pattern.compile("(?s)<!-- generated: ([^>]*) -->\n.*?<!-- end -->\n");

    private final CommandLine program;

    CommandLinePage(CommandLine program) {
        this.program = program;
    }

    /** Every command that does something, by its full name; those that picocli brings along are left out. */
    List<CommandLine> commands() {
        List<CommandLine> commands = new ArrayList<>();
        collect(program, commands);
        return commands;
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        CommandSpec spec = command.getCommandSpec();
        boolean ours = spec.userObject().getClass().getName().startsWith("dev.slipway.");
        if (spec.usageMessage().hidden() || !ours) {
            return;
        }
        if (spec.userObject() instanceof Callable) {
            commands.add(command);
        }
        command.getSubcommands().values().stream().distinct().forEach(below -> collect(below, commands));
    }

    /** The page with the generated parts as they should be; all else stays. */
    String renewed(String page) {
        return BLOCK.matcher(page).replaceAll(block -> Matcher.quoteReplacement(block(block.group(1))));
    }

    private String block(String name) {
        return commands().stream()
                .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
                .findFirst()
                .map(CommandLinePage::block)
                .orElse("There is no command called " + name + ".\n");
    }

    static String block(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder text = new StringBuilder();
        text.append("<!-- generated: ").append(spec.qualifiedName()).append(" -->\n");
        text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        text.append("| option | default | meaning |\n|---|---|---|\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            row(text, parameter.paramLabel() + " …", "", parameter.description());
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                String required = !option.required() ? "" : option.group() == null ? "required" : "one of these";
                row(text, option.longestName() + label, required, option.description());
            }
        }
        return text.append("<!-- end -->\n").toString();
    }

    private static void row(StringBuilder text, String name, String instead, String[] description) {
        String meaning = String.join(" ", description);
        Matcher found = DEFAULT.matcher(meaning);
        String standard = found.find() ? found.group(1) : instead;
        text.append("| `")
                .append(name.replace("|", "\\|"))
                .append("` | ")
                .append(standard.replace("|", "\\|"))
                .append(" | ")
                .append(DEFAULT.matcher(meaning).replaceFirst("").replace("|", "\\|"))
                .append(" |\n");
    }
}
