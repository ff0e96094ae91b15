package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.Console;
import dev.slipway.app.console.Words;
import dev.slipway.files.FileFormat;
import dev.slipway.files.FileInput;
import dev.slipway.files.FileSchema;
import dev.slipway.files.SchemaFile;
import dev.slipway.files.SchemaGuess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a schema where none was given: the one that lies beside the first file, or one made of it, which is put there. */
final class Guessing {
    private static final Pattern ENDINGS = Pattern.compile("(?i)(\\.(gz|gzip|zst|zstd))?$");
    private static final Pattern ENDING = Pattern.compile("(?i)\\.(csv|tsv)$");

    private final Console console;
    private final boolean json;
    private final boolean dryRun;

    Guessing(Console console, boolean json, boolean dryRun) {
        this.console = console;
        this.json = json;
        this.dryRun = dryRun;
    }

    /** @throws Failure CONFIG when nothing can be made of the file, or there is no place for it */
    FileSchema schema(FileArguments.Named files) {
        FileInput first = files.files().getFirst();
        if (files.files().size() > 1 || !files.selection().endsWith(first.name())) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "several files are one table only by a schema, which names it: say so by --schema (slipway convert "
                            + first.name() + " --dry-run shows one)");
        }
        String bare = ENDINGS.matcher(name(first)).replaceFirst("");
        if (!ENDING.matcher(bare).find()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "what " + first.name()
                            + " holds is not known, as it is not called .csv or .tsv: say so by --schema");
        }
        String table = ENDING.matcher(bare).replaceFirst("");
        Optional<Path> beside = first.path().map(path -> path.resolveSibling(table + ".schema.yaml"));
        if (beside.filter(Files::exists).isPresent()) {
            tell("Schema: " + beside.get());
            return SchemaFile.read(beside.get());
        }
        FileSchema guess = SchemaGuess.csv(first, format(bare), table);
        String text = SchemaFile.write(guess);
        if (!json) {
            console.out().println(text.stripTrailing());
        }
        if (beside.isPresent() && !dryRun) {
            keep(beside.get(), text);
        }
        return guess;
    }

    private static FileFormat.Csv format(String name) {
        FileFormat.Csv plain = FileFormat.Csv.PLAIN;
        return name.toLowerCase(Locale.ROOT).endsWith(".tsv")
                ? new FileFormat.Csv(
                        '\t',
                        plain.quote(),
                        plain.escape(),
                        plain.header(),
                        plain.encoding(),
                        plain.comment(),
                        plain.nulls(),
                        plain.skip())
                : plain;
    }

    private static String name(FileInput file) {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    private void keep(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            tell("Schema: made of the file and written to " + file
                    + "; look at it, keep it, and say --schema next time");
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Failure.Kind.CONFIG, file + " has just been made by someone else; run again", e);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the schema could not be written to " + file + " (" + e.getMessage()
                            + "): put what was shown into a file, and say --schema",
                    e);
        }
    }

    private void tell(String text) {
        if (!json) {
            console.out().println(Words.printable(text));
        }
    }
}
