package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.IoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads lists of partitions as users of the shell scripts write them. What stands in quotes is part of a name. */
final class PartitionList {
    private static final Pattern ENTRY = Pattern.compile("(?:\"[^\"\\n]*\"|[^,\\r\\n])+");
    private static final Pattern BEFORE_COMMENT = Pattern.compile("(?:\"[^\"]*\"|[^#])*");

    private PartitionList() {}

    /** Names with commas or ends of lines between them. */
    static List<String> ofText(String text) {
        return ENTRY.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * A name on each line; what follows a # is a comment.
     *
     * @throws Failure CONFIG when it cannot be read
     */
    static List<String> ofFile(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .replace("\uFEFF", "")
                    .lines()
                    .map(PartitionList::withoutComment)
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CONFIG, "the list of partitions: " + IoText.of(e), e);
        }
    }

    private static String withoutComment(String line) {
        return BEFORE_COMMENT
                .matcher(line)
                .results()
                .findFirst()
                .map(MatchResult::group)
                .orElse("")
                .strip();
    }
}
